import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { FileValue } from '#contracts';

export interface FileSource {
  api: Api;
  token: string;
  apiUrl: string | undefined;
}

interface Attachment {
  file_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

/** The file that came with a message, or undefined. Its bytes are fetched when they are asked for. */
export function fileOf(message: Message, source: FileSource): FileValue | undefined {
  const found = attachmentOf(message);
  if (!found) return undefined;
  const { attachment, name, type } = found;
  return {
    name: attachment.file_name ?? name,
    type: attachment.mime_type ?? type,
    size: attachment.file_size ?? 0,
    read: () => download(attachment.file_id, source),
  };
}

function attachmentOf(message: Message): { attachment: Attachment; name: string; type: string } | undefined {
  const { document, video, audio, voice, photo } = message;
  if (document) return { attachment: document, name: 'file', type: 'application/octet-stream' };
  if (video) return { attachment: video, name: 'video.mp4', type: 'video/mp4' };
  if (audio) return { attachment: audio, name: 'audio.mp3', type: 'audio/mpeg' };
  if (voice) return { attachment: voice, name: 'voice.ogg', type: 'audio/ogg' };
  // Telegram lists the sizes of a picture from small to large.
  const largest = photo?.at(-1);
  return largest && { attachment: largest, name: 'photo.jpg', type: 'image/jpeg' };
}

/** Throws without the address, because it contains the token. */
async function download(fileId: string, { api, token, apiUrl }: FileSource): Promise<Uint8Array> {
  const { file_path: path } = await api.getFile(fileId);
  if (path === undefined) throw new Error('Telegram has no path for this file');
  const root = (apiUrl ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const response = await fetch(`${root}/file/bot${token}/${path}`, {
    signal: AbortSignal.timeout(60_000),
    redirect: 'error',
  }).catch(() => undefined);
  if (!response?.ok) throw new Error(`a file could not be fetched (${response?.status ?? 'no answer'})`);
  return new Uint8Array(await response.arrayBuffer());
}
