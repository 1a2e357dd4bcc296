import { css } from 'lit';

/** Payments, marks, codes: what became of money. */
export const moneyStyles = css`
  h4 {
    margin: 0 0 2px;
    color: #1a1f36;
    font-size: 12.5px;
    font-weight: 600;
  }
  .who {
    display: flex;
    align-items: baseline;
    gap: 4px;
    min-width: 0;
  }
  .who b,
  .name,
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .id {
    color: #8790a3;
    font: 11.5px var(--mono);
    overflow-wrap: anywhere;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 5px;
  }
  .code {
    padding: 1px 7px;
    border: 1px dashed #b9b4f5;
    border-radius: 5px;
    background: #f7f6ff;
    color: #4b44d6;
    font: 600 11.5px/17px var(--mono);
  }
  .head {
    margin-bottom: 6px;
  }
  .head h3 {
    margin: 0;
  }
  .history {
    padding-top: 10px;
    border-top: 1px solid #eef1f6;
  }
  .payments li {
    display: grid;
    gap: 1px;
    padding: 5px 0;
  }
  .payments li + li,
  .history details .payments {
    border-top: 1px solid #f1f3f8;
  }
  .payments .line {
    gap: 6px;
  }
  .payments .name {
    color: #1a1f36;
    font-weight: 500;
  }
  .payments .marks {
    padding-top: 3px;
  }
  .receipt {
    flex: none;
    padding: 1px 6px 1px 4px;
    border-radius: 4px;
    color: #635bff;
    font-size: 12px;
    font-weight: 500;
    text-decoration: none;
  }
  .receipt:hover {
    text-decoration: underline;
  }
  .history summary {
    padding: 5px 0;
    color: #5b6578;
    font-size: 12.5px;
    cursor: pointer;
  }
  .history summary:hover {
    color: #635bff;
  }
  .unpaid.draft {
    background: #f4f6fa;
  }
  .unpaid .line {
    gap: 4px;
  }
  .pill.paused {
    background: #e6ecfb;
    color: #2c4a8d;
  }
  .pill.refunded {
    background: #e7e9ee;
    color: #3d4658;
  }
  .pill.partly,
  .pill.needs_response,
  .pill.warning_needs_response {
    background: #ffe9c7;
    color: #8a4b00;
  }
  .pill.under_review,
  .pill.warning_under_review {
    background: #e6ecfb;
    color: #2c4a8d;
  }
  .pill.lost {
    background: #fde0dd;
    color: #a02a20;
  }
  .pill.won {
    background: #d9f5e3;
    color: #0f6b3a;
  }
`;
