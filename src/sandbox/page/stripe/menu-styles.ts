import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: inline-block;
    flex: none;
  }
  .dots {
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border-radius: 6px;
    color: #6b7588;
    font-size: 16px;
  }
  .dots:hover:not(:disabled),
  .dots[aria-expanded='true'] {
    background: #eef1f6;
    color: #635bff;
  }
  .dots:disabled {
    opacity: 0.4;
  }
  .sheet {
    position: fixed;
    inset: auto;
    width: max-content;
    min-width: 176px;
    max-width: min(280px, calc(100vw - 16px));
    margin: 0;
    padding: 5px;
    border: 0;
    border-radius: 10px;
    background: #fff;
    color: #30313d;
    font-size: 13px;
    opacity: 0;
    box-shadow:
      0 0 0 1px #1a1f3614,
      0 12px 34px #1a1f3638;
  }
  .sheet.placed {
    opacity: 1;
  }
  .item {
    display: block;
    width: 100%;
    padding: 7px 10px;
    border-radius: 6px;
    line-height: 1.3;
  }
  .item:hover,
  .item:focus-visible {
    background: #eef0ff;
    outline: none;
  }
  .item.bad {
    color: #b3362b;
  }
  .item.bad:hover,
  .item.bad:focus-visible {
    background: #fdeceb;
  }
  form {
    display: grid;
    gap: 10px;
    width: 244px;
    padding: 9px;
  }
  form b {
    font-size: 13.5px;
  }
  form p {
    color: #5b6578;
    line-height: 1.4;
  }
  label {
    display: grid;
    gap: 3px;
    color: #5b6578;
    font-size: 12px;
  }
  input,
  select {
    width: 100%;
    min-height: 32px;
    padding: 4px 8px;
    border: 1px solid #d5dbe6;
    border-radius: 6px;
    background: #fff;
    color: #1a1f36;
    font-size: 13px;
  }
  .row {
    display: flex;
    justify-content: flex-end;
    gap: 6px;
  }
  .row button {
    min-height: 30px;
    padding: 4px 11px;
    border-radius: 6px;
    font-size: 12.5px;
    font-weight: 500;
  }
  .quiet {
    color: #5b6578;
  }
  .quiet:hover {
    background: #eef1f6;
  }
  .go {
    background: #635bff;
    color: #fff;
  }
  .go.bad {
    background: #c33d31;
  }
`;
