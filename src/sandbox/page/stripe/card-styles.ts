import { css } from 'lit';

/** Cards, rows, pills and buttons of the books. */
export const cardStyles = css`
  .card {
    display: grid;
    gap: 10px;
    margin-bottom: 10px;
    padding: 13px;
    border: 1px solid #e3e8ef;
    border-radius: 10px;
    background: #fff;
    box-shadow: 0 1px 2px #3c425714;
    animation: in 0.25s ease-out;
  }
  @keyframes in {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  .card.checkout {
    border-color: #c9c5ff;
    box-shadow: 0 2px 10px #635bff1f;
  }
  .card[aria-busy='true'] {
    opacity: 0.6;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .grow b {
    color: #1a1f36;
    font-weight: 600;
  }
  .you {
    margin-left: 4px;
    padding: 0 6px;
    border-radius: 8px;
    background: #efeeff;
    color: #4b44d6;
    font-size: 11px;
    font-weight: 600;
  }
  .sum {
    color: #1a1f36;
    font-size: 19px;
    font-variant-numeric: tabular-nums;
  }
  .sum.small {
    font-size: 13.5px;
    white-space: nowrap;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 3px 8px;
    border: 1px solid #e3e8ef;
    border-radius: 6px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .chip em {
    font-style: normal;
    color: #1d7a46;
  }
  .chip.fails-later em,
  .chip.declined em {
    color: #b3362b;
  }
  .chip.fails-later,
  .chip.declined {
    border-color: #f1c4c0;
    background: #fff5f4;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 29px;
    padding: 4px 9px;
    border-radius: 6px;
    background: #fff;
    box-shadow:
      0 0 0 1px #d5dbe6,
      0 1px 1px #3c425714;
    font-size: 12px;
    font-weight: 500;
    line-height: 1.25;
  }
  .button:hover:not(:disabled) {
    box-shadow: 0 0 0 1px #a9b3c6;
  }
  .button.main {
    background: #635bff;
    box-shadow: none;
    color: #fff;
  }
  .button.main:hover:not(:disabled) {
    background: #5249e6;
  }
  .button.bad {
    color: #b3362b;
  }
  .button:disabled {
    opacity: 0.5;
  }
  .swatch {
    width: 14px;
    height: 10px;
    border-radius: 2px;
    background: #2da266;
    box-shadow: inset 0 -3px #ffffff66;
  }
  .swatch.fails-later {
    background: #e0992b;
  }
  .swatch.declined {
    background: #d3473b;
  }
  .out {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: #635bff;
    font-size: 13px;
    font-weight: 500;
    text-decoration: none;
  }
  .out:hover {
    text-decoration: underline;
  }
  .subscription {
    display: grid;
    gap: 8px;
    padding-top: 10px;
    border-top: 1px solid #eef1f6;
  }
  .subscription.over {
    opacity: 0.65;
  }
  .unpaid {
    display: grid;
    gap: 8px;
    padding: 10px;
    border-radius: 8px;
    background: #fff7e8;
  }
  .pill {
    padding: 1px 8px;
    border-radius: 9px;
    background: #eef1f6;
    color: #4a5468;
    font-size: 11.5px;
    font-weight: 600;
    line-height: 17px;
    white-space: nowrap;
  }
  .pill.active,
  .pill.trialing,
  .pill.paid,
  .pill.delivered {
    background: #d9f5e3;
    color: #0f6b3a;
  }
  .pill.past_due,
  .pill.open,
  .pill.retrying,
  .pill.collected,
  .pill.queued {
    background: #ffe9c7;
    color: #8a4b00;
  }
  .pill.unpaid,
  .pill.dropped,
  .pill.failed,
  .pill.uncollectible {
    background: #fde0dd;
    color: #a02a20;
  }
  .rows li {
    display: grid;
    gap: 8px;
    padding: 10px 12px;
    border: 1px solid #e3e8ef;
    border-bottom: 0;
    background: #fff;
  }
  .rows li.line {
    display: flex;
  }
  .rows li:first-child {
    border-radius: 10px 10px 0 0;
  }
  .rows li:last-child {
    border-bottom: 1px solid #e3e8ef;
    border-radius: 0 0 10px 10px;
  }
  .rows li:only-child {
    border-radius: 10px;
  }
  .events li {
    padding: 7px 12px;
  }
  .events code {
    font: 12.5px var(--mono);
    overflow-wrap: anywhere;
  }
  .round {
    padding: 5px;
    border-radius: 6px;
    color: #6b7588;
    font-size: 15px;
  }
  .round:hover {
    background: #eef1f6;
    color: #635bff;
  }
  .switches {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: 6px;
    margin-bottom: 8px;
  }
  .switch {
    padding: 7px 10px;
    border-radius: 8px;
    background: #fff;
    box-shadow: 0 0 0 1px #d5dbe6;
    font-size: 12.5px;
    text-align: center;
  }
  .switch.on {
    background: #fff1dc;
    box-shadow: 0 0 0 1px #e0992b;
    color: #8a4b00;
    font-weight: 600;
  }
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: #1d7a46;
  }
  .lit {
    animation: lit 1.6s ease-out;
  }
  @keyframes lit {
    0%,
    60% {
      box-shadow: 0 0 0 4px #635bff66;
    }
  }
`;
