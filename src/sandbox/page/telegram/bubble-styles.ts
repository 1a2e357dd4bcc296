import { css } from 'lit';

/** Bubbles, their text and the keyboards below them, as in Telegram's day theme. */
export const bubbleStyles = css`
  .feed-inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-height: 100%;
    padding: 10px 10px 12px;
  }
  .line {
    display: flex;
    align-items: flex-end;
    gap: 6px;
    margin-top: 2px;
    animation: rise 0.2s ease-out;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.98);
    }
  }
  .line.first {
    margin-top: 8px;
  }
  .line:has(.keyboard) + .line {
    margin-top: 9px;
  }
  .line.out {
    justify-content: flex-end;
  }
  .side {
    flex: none;
    width: 32px;
  }
  .stack {
    min-width: 0;
    max-width: min(88%, 420px);
  }
  .bubble {
    position: relative;
    width: fit-content;
    min-width: 70px;
    padding: 6px 10px 7px;
    border-radius: 12px;
    background: #fff;
    box-shadow: 0 1px 1px #1a2f1a33;
    font-size: 14.5px;
    line-height: 1.36;
  }
  .out .bubble {
    margin-left: auto;
    background: #effddc;
  }
  .in.last .bubble {
    border-bottom-left-radius: 4px;
  }
  .out.last .bubble {
    border-bottom-right-radius: 4px;
  }
  .stack:has(.photo) {
    width: min(88%, 304px);
  }
  .stack:has(.photo) .bubble {
    width: 100%;
  }
  .stack:has(.keyboard) {
    width: min(88%, 420px);
  }
  .stack:has(.keyboard) .bubble {
    width: 100%;
    border-bottom-left-radius: 12px;
  }
  .name {
    font-weight: 600;
    font-size: 13.5px;
  }
  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .words::after {
    content: '';
    display: block;
    clear: both;
  }
  .meta {
    float: right;
    display: inline-flex;
    align-items: center;
    gap: 3px;
    margin: 6px -2px -4px 10px;
    color: #8a9aa5;
    font-size: 11.5px;
    white-space: nowrap;
    user-select: none;
  }
  .out .meta {
    color: #5fae5b;
  }
  .kept {
    display: inline-flex;
    font-size: 12px;
    opacity: 0.8;
  }
  .ticks {
    width: 17px;
    height: 10px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .link {
    display: inline;
    color: #2f82c9;
    text-decoration: none;
    white-space: pre-wrap;
  }
  a.link:hover,
  button.link:hover {
    text-decoration: underline;
  }
  .words code {
    font: 0.93em var(--mono);
    color: #b3502f;
  }
  .words pre {
    margin: 4px 0;
    padding: 7px 10px;
    border-left: 3px solid #6f8fa8;
    border-radius: 6px;
    background: #eef3f7;
    overflow-x: auto;
    font: 12.5px/1.4 var(--mono);
  }
  .words pre code {
    color: inherit;
  }
  .words pre small {
    display: block;
    color: #5b7c95;
    font-weight: 600;
  }
  blockquote {
    margin: 4px 0;
    padding: 4px 10px;
    border-left: 3px solid #3390ec;
    border-radius: 6px;
    background: #3390ec14;
  }
  blockquote.folded:not(.open) {
    max-height: 5.2em;
    overflow: hidden;
    cursor: pointer;
  }
  .spoiler {
    border-radius: 4px;
    background: #8a9aa5;
  }
  .spoiler span {
    visibility: hidden;
  }
  .spoiler.open {
    background: none;
  }
  .spoiler.open span {
    visibility: visible;
  }
  .bubble .reply {
    display: grid;
    margin-bottom: 4px;
    padding: 3px 8px;
    border-left: 3px solid #3390ec;
    border-radius: 6px;
    background: #3390ec14;
    font-size: 13px;
  }
  .bubble .reply b {
    color: #3390ec;
  }
  .bubble .reply span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .photo {
    display: block;
    margin-bottom: 4px;
    border-radius: 8px;
    background: #dfe7ee;
    color: #5b7c95;
    font-size: 13px;
    overflow: hidden;
  }
  .photo img {
    display: block;
    width: 100%;
    height: auto;
    max-height: 320px;
    object-fit: cover;
  }
  .bubble .file {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 4px 0;
    text-decoration: none;
  }
  .bubble .file > span {
    display: grid;
    place-items: center;
    width: 42px;
    height: 42px;
    border-radius: 50%;
    background: #3390ec;
    color: #fff;
    font-size: 20px;
  }
  .bubble .file b,
  .bubble .file small {
    display: block;
  }
  .stack {
    position: relative;
  }
  .acts {
    position: absolute;
    top: -10px;
    right: -6px;
    z-index: 2;
    display: flex;
    overflow: hidden;
    border-radius: 12px;
    background: #fff;
    box-shadow: 0 1px 3px #0003;
    opacity: 0;
  }
  .line:hover .acts,
  .acts:focus-within {
    opacity: 1;
  }
  .acts button {
    display: grid;
    place-items: center;
    width: 28px;
    height: 24px;
    color: #707579;
  }
  .acts button:hover {
    background: #3390ec1f;
  }
  .acts svg {
    width: 15px;
    height: 15px;
  }
  .reactions {
    display: flex;
    gap: 4px;
    margin-top: 4px;
  }
  .reactions span {
    padding: 1px 8px;
    border-radius: 12px;
    background: #3390ec1f;
    font-size: 13px;
  }
`;
