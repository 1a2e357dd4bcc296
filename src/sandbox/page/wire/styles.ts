import { css } from 'lit';

export const wireStyles = css`
  :host {
    height: 38px;
    --thumb: #fff3;
    --focus: #7cc4b4;
  }
  :host([open]) {
    height: min(320px, 42vh);
  }
  :host([full]) {
    height: 100%;
  }
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
    border-radius: 12px;
    overflow: hidden;
    background: #12211e;
    color: #cfdcd8;
    font-size: 13px;
  }
  .head {
    flex: none;
    display: flex;
    align-items: center;
    gap: 10px;
    width: 100%;
    height: 38px;
    padding: 0 14px;
    white-space: nowrap;
  }
  .head .icon {
    color: #f4d58a;
    font-size: 16px;
  }
  .head small {
    color: #8aa39c;
  }
  .head i {
    font-size: 20px;
    transform: rotate(180deg);
  }
  .head i.down {
    transform: none;
  }
  .last {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 9px;
    min-width: 0;
    padding-left: 12px;
    opacity: 0.85;
  }
  .tools {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: 2px 14px 8px;
  }
  .chip {
    padding: 4px 10px;
    border-radius: 14px;
    background: #ffffff12;
  }
  .chip[aria-pressed='true'] {
    background: #cfdcd8;
    color: #12211e;
    font-weight: 600;
  }
  input[type='search'] {
    flex: 1;
    min-width: 120px;
    padding: 5px 10px;
    border: 0;
    border-radius: 8px;
    background: #ffffff12;
  }
  input::placeholder {
    color: #8aa39c;
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: #a9bdb7;
  }
  .list {
    flex: 1;
    min-height: 0;
    padding: 0 8px 10px;
  }
  .empty {
    padding: 10px;
    color: #8aa39c;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 9px;
    width: 100%;
    padding: 3px 8px;
    border-radius: 6px;
  }
  .line:hover,
  .entry.open > .line {
    background: #ffffff12;
  }
  time,
  .ms,
  .method,
  code {
    font: 12px/1.6 var(--mono);
  }
  time,
  .ms {
    color: #7f9891;
  }
  .ms {
    min-width: 52px;
    text-align: right;
  }
  .platform {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  .platform .icon {
    font-size: 15px;
  }
  .discord .icon {
    color: #8f9bff;
  }
  .telegram .icon {
    color: #5cb6f5;
  }
  .stripe .icon {
    color: #a69fff;
  }
  em {
    font-style: normal;
    font-weight: 700;
  }
  em.in {
    color: #7fd6a8;
  }
  em.out {
    color: #f4c26b;
  }
  .method {
    min-width: 42px;
    color: #e6efec;
    font-weight: 600;
  }
  .last .method {
    min-width: 0;
  }
  code {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: #cfdcd8;
  }
  .status {
    padding: 0 6px;
    border-radius: 5px;
    background: #2f8a6633;
    color: #8fe0b6;
    font-weight: 600;
    font-size: 12px;
  }
  .status.bad {
    background: #d3473b33;
    color: #ff9e94;
  }
  .bodies {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
    gap: 10px;
    padding: 6px 8px 12px;
  }
  h4 {
    margin: 0 0 4px;
    color: #8aa39c;
    font-size: 11.5px;
    font-weight: 600;
  }
  pre {
    max-height: 300px;
    margin: 0;
    padding: 10px;
    overflow: auto;
    border-radius: 8px;
    background: #0b1614;
    font: 12px/1.5 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .key {
    color: #9fc9ff;
  }
  .string {
    color: #b8e3a5;
  }
  .literal {
    color: #f4c26b;
  }
  @media (max-width: 760px) {
    .line code {
      order: 5;
      flex-basis: 100%;
    }
    .list .line {
      flex-wrap: wrap;
      gap: 2px 8px;
    }
    .ms {
      min-width: 0;
    }
    .tools label {
      width: 100%;
    }
  }
`;
