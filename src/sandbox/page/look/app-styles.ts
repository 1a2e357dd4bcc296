import { css } from 'lit';

/** The page around the windows. */
export const appStyles = css`
  :host {
    height: 100dvh;
  }
  .page {
    display: flex;
    flex-direction: column;
    gap: 10px;
    height: 100%;
    padding: 0 12px 12px;
  }
  top-bar {
    flex: none;
    min-height: 60px;
    margin: 0 -12px -6px;
  }
  story-guide {
    flex: none;
  }
  main {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1.86fr) minmax(0, 1fr) minmax(0, 0.95fr);
    gap: 12px;
    min-height: 0;
    transition: opacity 0.15s;
  }
  .changing main {
    opacity: 0.55;
  }
  .window {
    min-width: 0;
    min-height: 0;
    border-radius: 12px;
    overflow: hidden;
    background: #fff;
    box-shadow:
      0 0 0 1px #1b2a271f,
      0 8px 26px #1b2a271f;
  }
  .two main {
    grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
  }
  .one main {
    grid-template-columns: minmax(0, 1fr);
  }
  wire-drawer {
    flex: none;
  }
  .lost {
    flex: none;
    padding: 8px 14px;
    border-radius: 10px;
    background: #b3362b;
    color: #fff;
    font-weight: 600;
  }
  .tabs {
    flex: none;
    display: flex;
    gap: 4px;
  }
  .tabs button {
    position: relative;
    display: flex;
    align-items: center;
    gap: 7px;
    padding: 7px 14px;
    border-radius: 10px;
    color: var(--soft);
    font-weight: 600;
  }
  .tabs .icon {
    font-size: 19px;
  }
  .tabs [aria-selected='true'] {
    background: var(--card);
    color: var(--brand-deep);
    box-shadow: 0 0 0 1px var(--line);
  }
  .tabs b {
    min-width: 18px;
    padding: 0 5px;
    border-radius: 9px;
    background: #e0443e;
    color: #fff;
    font-size: 11px;
    line-height: 18px;
    text-align: center;
  }
  .toasts {
    position: fixed;
    z-index: 80;
    right: 20px;
    bottom: 62px;
    display: grid;
    justify-items: end;
    gap: 8px;
    max-width: min(400px, calc(100vw - 32px));
    pointer-events: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 10px 10px 12px;
    border-radius: 12px;
    background: #14231f;
    color: #fff;
    font-size: 13.5px;
    box-shadow: 0 10px 30px #0005;
    pointer-events: auto;
    overflow-wrap: anywhere;
    animation: toast 0.25s ease-out;
  }
  @keyframes toast {
    from {
      opacity: 0;
      transform: translateX(20px);
    }
  }
  .toast.bad {
    box-shadow:
      inset 4px 0 #e0443e,
      0 10px 30px #0005;
  }
  .toast.good {
    box-shadow:
      inset 4px 0 #3fb27f,
      0 10px 30px #0005;
  }
  .toast button {
    padding: 4px;
    color: #ffffff99;
    font-size: 16px;
  }
  .sign {
    display: grid;
    place-items: center;
    flex: none;
    width: 26px;
    height: 26px;
    border-radius: 8px;
    background: #5865f2;
    font-size: 16px;
  }
  .sign.telegram {
    background: #2f9fe6;
  }
  .sign.stripe {
    background: #635bff;
  }
  dialog {
    width: min(420px, calc(100vw - 32px));
    padding: 24px;
    border: 0;
    border-radius: 16px;
    background: var(--card);
    color: var(--ink);
    box-shadow: 0 30px 80px #0006;
  }
  dialog::backdrop {
    background: #12211e80;
  }
  dialog h2 {
    margin: 0 0 8px;
    font-size: 19px;
  }
  dialog p {
    color: var(--soft);
  }
  dialog div {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
  dialog button {
    padding: 9px 16px;
    border-radius: 10px;
    font-weight: 600;
  }
  .keep {
    box-shadow: 0 0 0 1px var(--line);
  }
  .wipe {
    background: var(--bad);
    color: #fff;
  }
  @media (max-width: 760px) {
    .page {
      gap: 6px;
      padding: 0;
    }
    top-bar {
      margin: 0;
      min-height: 0;
    }
    story-guide {
      margin: 0 8px;
    }
    .window {
      border-radius: 0;
      box-shadow: 0 -1px 0 var(--line);
    }
    .one:has(wire-drawer:not([hidden])) main {
      display: none;
    }
    wire-drawer {
      flex: 1;
      min-height: 0;
    }
    .tabs {
      gap: 0;
      margin-top: -6px;
      padding: 4px 4px max(4px, env(safe-area-inset-bottom));
      background: var(--card);
      border-top: 1px solid var(--line);
    }
    .tabs button {
      flex: 1;
      flex-direction: column;
      gap: 1px;
      padding: 5px 0;
      font-size: 11px;
    }
    .tabs [aria-selected='true'] {
      box-shadow: none;
      background: #14564b14;
    }
    .tabs b {
      position: absolute;
      top: 0;
      left: calc(50% + 4px);
    }
    .toasts {
      right: 8px;
      left: 8px;
      bottom: 68px;
      justify-items: stretch;
      max-width: none;
    }
  }
`;
