import { css } from 'lit';

export const composerStyles = css`
  :host {
    position: relative;
    background: #fff;
    border-top: 1px solid #e6e9ec;
    color: #111;
    --thumb: #0002;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 50px;
    padding: 5px 8px;
  }
  .menu {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 6px 11px;
    border-radius: 17px;
    background: #3390ec;
    color: #fff;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }
  input {
    flex: 1;
    min-width: 0;
    padding: 8px;
    border: 0;
    outline: none;
    background: none;
  }
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: #9aa4ad;
  }
  .send {
    display: grid;
    place-items: center;
    width: 38px;
    height: 38px;
    border-radius: 50%;
    color: #3390ec;
    font-size: 22px;
  }
  .send:disabled {
    color: #c3cad1;
  }
  .reply {
    position: relative;
    display: grid;
    margin: 6px 12px 0;
    padding-left: 8px;
    border-left: 2px solid #3390ec;
    font-size: 13px;
  }
  .reply b {
    color: #3390ec;
  }
  .reply button {
    position: absolute;
    right: 0;
    top: 4px;
    width: 24px;
    color: #707579;
    font-size: 18px;
  }
  .reply span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: #707579;
  }
  .list {
    position: absolute;
    z-index: 20;
    left: 0;
    right: 0;
    bottom: 100%;
    max-height: min(300px, 45vh);
    padding: 6px 0;
    background: #fff;
    box-shadow: 0 -6px 20px #0002;
  }
  .choice {
    display: flex;
    align-items: baseline;
    gap: 10px;
    width: 100%;
    padding: 7px 14px;
    cursor: pointer;
  }
  .choice:hover,
  .choice.active {
    background: #f1f3f5;
  }
  .choice b {
    font-weight: 600;
  }
  .choice span {
    color: #707579;
    font-size: 13px;
  }
  .keys {
    display: grid;
    gap: 6px;
    padding: 0 8px 8px;
  }
  .keys div {
    display: flex;
    gap: 6px;
  }
  .keys button {
    flex: 1;
    padding: 10px;
    border-radius: 8px;
    background: #e8edf2;
    text-align: center;
    font-weight: 500;
  }
`;
