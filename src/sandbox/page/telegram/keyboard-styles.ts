import { css } from 'lit';

/** Keyboards below bubbles, day signs and cards. */
export const keyboardStyles = css`
  .keyboard {
    display: grid;
    gap: 3px;
    margin-top: 3px;
  }
  .keyboard div {
    display: flex;
    gap: 3px;
  }
  .key {
    position: relative;
    flex: 1;
    min-width: 0;
    padding: 9px 12px;
    border-radius: 8px;
    background: #4b7a5b9e;
    color: #fff;
    font-size: 13.5px;
    font-weight: 600;
    line-height: 1.2;
    text-align: center;
    text-decoration: none;
    transition: background 0.15s;
  }
  .key:hover {
    background: #3f6b4fc7;
  }
  .key.primary {
    background: #3390ecd9;
  }
  .key.danger {
    background: #df3f40d9;
  }
  .key.success {
    background: #31a24cd9;
  }
  .key .icon {
    position: absolute;
    top: 4px;
    right: 4px;
    font-size: 10px;
    opacity: 0.8;
  }
  .key.busy {
    animation: wait 0.8s infinite alternate;
  }
  @keyframes wait {
    to {
      opacity: 0.45;
    }
  }
  .sign,
  .card {
    align-self: center;
    max-width: 88%;
    margin: 8px 0 2px;
    padding: 3px 10px;
    border-radius: 13px;
    background: #4b7a5b9e;
    color: #fff;
    font-size: 12.5px;
    font-weight: 500;
    text-align: center;
  }
  .card {
    display: grid;
    gap: 5px;
    margin: auto 0;
    padding: 16px 20px;
    border-radius: 14px;
    font-size: 14px;
    font-weight: 400;
  }
  .bot-card {
    max-width: 280px;
    background: #fff;
    color: #111;
    box-shadow: 0 1px 2px #1a2f1a33;
  }
  .bot-sign {
    width: 64px;
    height: 64px;
    margin: 0 auto 6px;
    border-radius: 50%;
    overflow: hidden;
  }
`;
