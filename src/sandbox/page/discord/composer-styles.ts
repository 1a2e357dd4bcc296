import { css } from 'lit';

export const composerStyles = css`
  :host {
    position: relative;
    padding: 0 12px 16px;
    background: #313338;
  }
  .bar {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    min-height: 44px;
    padding: 6px 8px 6px 14px;
    border-radius: 8px;
    background: #383a40;
    color: #dbdee1;
  }
  .fields {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 5px 6px;
    min-width: 0;
    min-height: 32px;
  }
  .bar:focus-within {
    box-shadow: 0 0 0 1px #5865f2;
  }
  input {
    border: 0;
    background: none;
    min-width: 0;
    padding: 4px 0;
    outline: none;
  }
  input:focus-visible {
    outline: none;
  }
  .typing {
    flex: 1 1 84px;
  }
  .typing::placeholder {
    color: #80848e;
  }
  .command {
    padding: 2px 6px;
    border-radius: 4px;
    background: #5865f24d;
    color: #c9cdfb;
    font-weight: 500;
  }
  .pill {
    display: inline-flex;
    align-items: stretch;
    max-width: 100%;
    border-radius: 4px;
    background: #2b2d31;
    overflow: hidden;
    box-shadow: inset 0 0 0 1px #1e1f22;
  }
  .pill:focus-within {
    box-shadow: inset 0 0 0 1px #5865f2;
  }
  .pill.wrong {
    box-shadow: inset 0 0 0 1px #f23f43;
  }
  .pill span {
    padding: 4px 7px;
    background: #1e1f22;
    color: #b5bac1;
    font-size: 13px;
  }
  .pill.wrong span {
    color: #fa777c;
  }
  .pill input {
    padding: 4px 7px;
    box-sizing: content-box;
    max-width: 220px;
  }
  .pill.set input {
    color: #fff;
  }
  .tool {
    display: grid;
    place-items: center;
    width: 32px;
    height: 32px;
    border-radius: 6px;
    color: #b5bac1;
    font-size: 18px;
  }
  .tool:hover:not(:disabled) {
    color: #fff;
    background: #ffffff12;
  }
  .tool:disabled {
    color: #4e5058;
  }
  .list {
    position: absolute;
    z-index: 20;
    left: 12px;
    right: 12px;
    bottom: 100%;
    margin-bottom: 6px;
    max-height: min(340px, 48vh);
    padding: 8px;
    border-radius: 8px;
    background: #2b2d31;
    color: #dbdee1;
    box-shadow:
      0 0 0 1px #0003,
      0 10px 30px #0009;
    --thumb: #1a1b1e;
  }
  .list-title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: 4px 8px 8px;
    color: #b5bac1;
    font-size: 12px;
    font-weight: 600;
  }
  .list-title small {
    font-weight: 400;
    font-size: 12px;
  }
  .list-title em {
    width: 100%;
    color: #fa777c;
    font-style: normal;
    font-weight: 500;
  }
  .list-empty {
    padding: 8px;
    color: #949ba4;
  }
  .list-row {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 8px;
    border-radius: 4px;
    cursor: pointer;
  }
  .list-row.active,
  .list-row:hover {
    background: #404249;
  }
  .list-main {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 8px;
  }
  .list-main b {
    font-weight: 600;
    color: #f2f3f5;
  }
  .list-main i {
    padding: 0 5px;
    border-radius: 3px;
    background: #1e1f22;
    color: #b5bac1;
    font-style: normal;
    font-size: 12px;
  }
  .list-main small {
    width: 100%;
    color: #949ba4;
    font-size: 12.5px;
  }
  .list-side {
    color: #949ba4;
    font-size: 12px;
  }
`;
