import { css } from 'lit';

/** What every part starts from: sizes, focus, quiet buttons, thin scrollbars. */
export const base = css`
  :host {
    box-sizing: border-box;
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    border: 0;
    background: none;
    padding: 0;
    cursor: pointer;
    text-align: inherit;
  }
  button:disabled {
    cursor: default;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  a {
    color: inherit;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  svg.icon {
    width: 1em;
    height: 1em;
    display: block;
    fill: currentColor;
    flex: none;
  }
  .emoji {
    display: inline-block;
    width: 1.25em;
    height: 1.25em;
    vertical-align: -0.26em;
  }
  .emoji svg {
    width: 100%;
    height: 100%;
    display: block;
  }
  .avatar {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: var(--size, 32px);
    height: var(--size, 32px);
    border-radius: 50%;
    color: #fff;
    font-weight: 600;
    font-size: calc(var(--size, 32px) * 0.4);
    line-height: 1;
    letter-spacing: 0.01em;
    user-select: none;
    overflow: hidden;
  }
  .avatar svg {
    width: 100%;
    height: 100%;
    display: block;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
    }
  }
`;

/** Scrollbars that keep to the background. `--thumb` is their colour. */
export const scrolling = css`
  .scroll {
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--thumb, #0003) transparent;
  }
`;
