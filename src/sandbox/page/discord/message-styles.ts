import { css } from 'lit';

/** Messages, embeds and components, in Discord's dark theme. */
export const messageStyles = css`
  .message {
    position: relative;
    display: grid;
    grid-template-columns: 56px minmax(0, 1fr);
    margin-top: 15px;
    padding: 2px 14px 2px 0;
    font-size: 14.5px;
    line-height: 1.38;
    animation: arrive 0.22s ease-out;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  .message.grouped {
    margin-top: 0;
  }
  .message:hover {
    background: #2e3035;
  }
  .message.mentioned {
    background: #f0b2321a;
    box-shadow: inset 2px 0 #f0b232;
  }
  .message.ephemeral {
    background: #5865f20d;
    box-shadow: inset 2px 0 #5865f2;
  }
  .gutter {
    display: flex;
    justify-content: center;
    padding-top: 2px;
  }
  .side-time {
    visibility: hidden;
    font-size: 10.5px;
    line-height: 20px;
    color: #949ba4;
  }
  .message:hover .side-time {
    visibility: visible;
  }
  .column {
    min-width: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 6px;
  }
  .author {
    font-weight: 600;
    color: #f2f3f5;
  }
  .tag {
    align-self: center;
    display: inline-flex;
    align-items: center;
    gap: 1px;
    padding: 0 4px 0 2px;
    border-radius: 4px;
    background: #5865f2;
    color: #fff;
    font-size: 10px;
    font-weight: 600;
    line-height: 15px;
  }
  .when,
  .edited,
  .only,
  .thinking {
    font-size: 12px;
    color: #949ba4;
  }
  .edited {
    margin-left: 4px;
    font-size: 10.5px;
  }
  .above {
    grid-column: 2;
    position: relative;
    display: flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
    margin-bottom: 3px;
    font-size: 12.5px;
    color: #b5bac1;
    white-space: nowrap;
  }
  .above::before {
    content: '';
    position: absolute;
    right: calc(100% + 4px);
    top: 50%;
    width: 26px;
    height: 11px;
    border: 2px solid #4e5058;
    border-right: 0;
    border-bottom: 0;
    border-top-left-radius: 6px;
  }
  .above b {
    font-weight: 500;
    color: #dbdee1;
  }
  .quoted {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .only {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    margin-top: 5px;
  }
  .only .icon {
    font-size: 14px;
  }
  .failed {
    margin-top: 4px;
    font-size: 12.5px;
    color: #fa777c;
  }
  .thinking {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 0;
    font-size: 13.5px;
  }
  .dots {
    display: inline-flex;
    gap: 3px;
  }
  .dots i {
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: currentColor;
    animation: dots 1.2s infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes dots {
    30% {
      opacity: 0.25;
      transform: translateY(-2px);
    }
  }
  .reactions {
    display: flex;
    gap: 4px;
    margin-top: 4px;
  }
  .reaction {
    padding: 2px 7px;
    border: 1px solid transparent;
    border-radius: 8px;
    background: #2b2d31;
  }
  .reaction.mine {
    border-color: #5865f2;
    background: #5865f233;
  }
  .thread-chip {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-width: 100%;
    margin-top: 6px;
    padding: 7px 12px;
    border-radius: 8px;
    background: #2b2d31;
    color: #b5bac1;
  }
  .thread-chip:hover {
    background: #35373c;
  }
  .thread-chip b {
    overflow: hidden;
    color: #f2f3f5;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .thread-chip span {
    flex: none;
    color: #00a8fc;
  }
  .posts {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0 16px 16px;
    list-style: none;
  }
  .post {
    display: grid;
    gap: 4px;
    width: 100%;
    padding: 12px 14px;
    border-radius: 8px;
    background: #2b2d31;
    color: #b5bac1;
    text-align: start;
  }
  .post:hover {
    background: #35373c;
  }
  .post b {
    color: #f2f3f5;
    font-size: 15px;
  }
  .post span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .closed {
    margin: 0 16px 20px;
    padding: 11px 14px;
    border-radius: 8px;
    background: #383a40;
    color: #949ba4;
  }
  .tool {
    position: absolute;
    right: 12px;
    top: -10px;
    padding: 6px;
    border-radius: 4px;
    background: #313338;
    box-shadow: 0 0 0 1px #1e1f22;
    color: #b5bac1;
    opacity: 0;
  }
  .message:hover .tool,
  .tool:focus-visible {
    opacity: 1;
  }
`;
