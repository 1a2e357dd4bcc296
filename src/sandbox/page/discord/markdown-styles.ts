import { css } from 'lit';

/** Discord's text. */
export const markdownStyles = css`
  .md {
    overflow-wrap: anywhere;
  }
  .md-line {
    white-space: pre-wrap;
  }
  .md-gap {
    height: 0.7em;
  }
  .md-h {
    font-weight: 700;
    color: #f2f3f5;
    margin: 8px 0 4px;
    line-height: 1.3;
  }
  .md-h1 {
    font-size: 1.5em;
  }
  .md-h2 {
    font-size: 1.25em;
  }
  .md-small {
    font-size: 0.85em;
    color: #949ba4;
  }
  .md-item {
    display: flex;
    gap: 8px;
  }
  .md-item1 {
    padding-left: 18px;
  }
  .md-item2,
  .md-item3 {
    padding-left: 36px;
  }
  .md-mark {
    flex: none;
    color: #949ba4;
  }
  .md-quote {
    padding-left: 12px;
    border-left: 4px solid #4e5058;
    border-radius: 2px;
  }
  .md-pre {
    margin: 6px 0 0;
    padding: 8px;
    max-width: 100%;
    overflow-x: auto;
    border: 1px solid #1e1f22;
    border-radius: 4px;
    background: #2b2d31;
    font: 12.5px/1.35 var(--mono);
    white-space: pre;
  }
  .embed .md-pre {
    background: #1e1f22;
  }
  .md-code {
    padding: 0.1em 0.3em;
    border-radius: 3px;
    background: #1e1f22;
    font: 0.88em/1.2 var(--mono);
    white-space: pre-wrap;
  }
  .md-link {
    color: #00a8fc;
    text-decoration: none;
  }
  .md-link:hover {
    text-decoration: underline;
  }
  .md-mention {
    padding: 0 3px;
    border-radius: 3px;
    background: #5865f24d;
    color: #c9cdfb;
    font-weight: 500;
  }
  .md-time {
    padding: 0 3px;
    border-radius: 3px;
    background: #ffffff0f;
  }
  .md-spoiler {
    border-radius: 3px;
    white-space: normal;
    background: #1e1f22;
  }
  .md-spoiler span {
    visibility: hidden;
  }
  .md-spoiler.open {
    background: #ffffff14;
  }
  .md-spoiler.open span {
    visibility: visible;
  }
`;
