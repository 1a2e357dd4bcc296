import { css } from 'lit';

export const storyStyles = css`
  .story {
    display: grid;
    grid-template: auto auto / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px 20px;
    padding: 9px 12px 9px 16px;
    border-radius: 13px;
    background: var(--card);
    box-shadow:
      0 0 0 1px var(--line),
      0 2px 8px #1b2a270d;
  }
  .title {
    grid-row: 1 / -1;
    padding-right: 20px;
    border-right: 1px solid var(--line);
  }
  .tales {
    display: flex;
    gap: 2px;
    margin-bottom: 3px;
    padding: 2px;
    border-radius: 9px;
    background: #1b2a270d;
  }
  .tales button {
    padding: 3px 10px;
    border-radius: 7px;
    color: var(--soft);
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }
  .tales .told {
    background: var(--card);
    box-shadow: 0 1px 2px #1b2a2726;
    color: var(--brand-deep);
  }
  .title small {
    display: block;
    padding-left: 4px;
    white-space: nowrap;
    line-height: 1.25;
  }
  .title small {
    color: var(--soft);
    font-size: 12px;
  }
  ol {
    display: flex;
    align-items: center;
    min-width: 0;
  }
  li {
    display: flex;
    align-items: center;
  }
  li + li::before {
    content: '';
    width: 14px;
    height: 2px;
    margin: 0 2px;
    border-radius: 1px;
    background: var(--line);
  }
  li.done + li::before {
    background: #3d9b74;
  }
  li button {
    display: flex;
    align-items: center;
    gap: 7px;
    padding: 5px 8px 5px 5px;
    border-radius: 16px;
    color: var(--soft);
    font-size: 13px;
    white-space: nowrap;
  }
  li button:hover {
    background: #1b2a270d;
  }
  i {
    display: grid;
    place-items: center;
    flex: none;
    width: 23px;
    height: 23px;
    border-radius: 50%;
    background: #1b2a2714;
    color: var(--soft);
    font-size: 12.5px;
    font-style: normal;
    font-weight: 700;
    transition:
      background 0.3s,
      transform 0.3s;
  }
  .done i {
    background: #2f8a66;
    color: #fff;
    font-size: 15px;
  }
  .here button {
    background: #14564b14;
    color: var(--brand-deep);
    font-weight: 650;
  }
  .here:not(.done) i {
    background: var(--gold);
    color: #fff;
  }
  .hint {
    grid-area: 2 / 2;
    min-height: 19px;
    padding-left: 5px;
    color: #3d4b47;
    font-size: 13px;
    line-height: 1.4;
    text-wrap: pretty;
  }
  .deeds {
    grid-area: 1 / 3 / -1;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 6px;
  }
  .deeds button {
    padding: 8px 14px;
    border-radius: 9px;
    background: var(--brand);
    color: #fff;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }
  .deeds button:hover:not(:disabled) {
    background: var(--brand-deep);
  }
  .deeds button + button {
    background: #14564b17;
    color: var(--brand-deep);
  }
  .deeds button + button:hover:not(:disabled) {
    background: #14564b2b;
  }
  .deeds button:disabled {
    opacity: 0.45;
  }
  @media (max-width: 1320px) {
    li:not(.here) span {
      display: none;
    }
    li:not(.here) button {
      padding: 5px;
    }
  }
  @media (max-width: 760px) {
    .story {
      grid-template: auto auto auto auto / minmax(0, 1fr);
      gap: 4px 8px;
      padding: 5px 8px;
    }
    .story:not(.open) {
      grid-template-rows: auto auto;
    }
    .title {
      grid-row: 1;
      justify-content: space-between;
      padding-right: 0;
      border: 0;
    }
    ol {
      grid-row: 2;
    }
    .title {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .tales {
      margin: 0;
    }
    .tales button {
      padding: 2px 6px;
      font-size: 12px;
    }
    .title small {
      font-weight: 650;
    }
    li + li::before {
      width: 5px;
      margin: 0 1px;
    }
    li button,
    li:not(.here) button {
      padding: 2px;
    }
    .here button {
      padding-right: 8px;
    }
    .hint {
      grid-row: 3;
      grid-column: 1;
      font-size: 12.5px;
    }
    .deeds {
      grid-row: 4;
      grid-column: 1;
      justify-content: flex-start;
    }
    .deeds button {
      padding: 6px 11px;
      font-size: 12.5px;
    }
  }
`;
