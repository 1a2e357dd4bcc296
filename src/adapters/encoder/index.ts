/**
 * encoder: sentences as vectors that lie close when they mean the same.
 * Lives here: the encoder of English whose weights come inside a package (Universal Sentence Encoder lite, Cer et al.
 * 2018), the dictionary through which it reads Chinese (CC-CEDICT), and what was encoded lately.
 * Does not: whom it is asked for (faq). Without the package, or where it does not run, it fails and the matcher goes by
 * letters alone.
 * Holds: nothing is fetched from anywhere; texts are not kept, only their digests.
 */
export { createEncoder, type EncoderOptions } from './encoder.js';
