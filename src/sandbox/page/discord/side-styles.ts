import { css } from 'lit';

/** Servers, channels, and who one is. */
export const sideStyles = css`
  .rail {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding-top: 6px;
    background: #1e1f22;
  }
  .rail hr {
    width: 26px;
    margin: 0;
    border: 0;
    border-top: 2px solid #35363c;
  }
  .server {
    position: relative;
    display: grid;
    place-items: center;
    width: 40px;
    height: 40px;
    border-radius: 50%;
    background: #313338;
    color: #dbdee1;
    font-size: 22px;
    transition: border-radius 0.15s;
  }
  .server svg:not(.icon) {
    width: 100%;
    height: 100%;
    border-radius: inherit;
  }
  .server.on,
  .server:hover {
    border-radius: 13px;
  }
  .server.home.on {
    background: #5865f2;
    color: #fff;
  }
  .server::before {
    content: '';
    position: absolute;
    left: -11px;
    width: 5px;
    height: 0;
    border-radius: 0 4px 4px 0;
    background: #f2f3f5;
    transition: height 0.15s;
  }
  .server.unread::before {
    height: 8px;
  }
  .server.on::before {
    height: 30px;
  }
  .badge {
    min-width: 16px;
    padding: 0 4px;
    border-radius: 8px;
    background: #f23f43;
    color: #fff;
    font-size: 11px;
    font-weight: 700;
    line-height: 16px;
    text-align: center;
  }
  .server .badge {
    position: absolute;
    right: -4px;
    bottom: -3px;
    box-shadow: 0 0 0 3px #1e1f22;
  }
  .sidebar {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    background: #2b2d31;
  }
  .side-head {
    height: 44px;
    padding: 0 12px;
    line-height: 44px;
    font-weight: 600;
    color: #f2f3f5;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    box-shadow: 0 1px 0 #1f2023;
  }
  .side-list {
    flex: 1;
    padding: 10px 8px;
  }
  .side-title,
  .members h3 {
    padding: 4px 6px 6px;
    font-size: 11.5px;
    font-weight: 600;
    color: #949ba4;
  }
  .channel.thread {
    padding-left: 26px;
    font-size: 0.93em;
  }
  .channel {
    display: flex;
    align-items: center;
    gap: 7px;
    width: 100%;
    min-height: 32px;
    margin-bottom: 2px;
    padding: 3px 8px;
    border-radius: 4px;
    color: #949ba4;
    font-weight: 500;
  }
  .channel .icon {
    font-size: 16px;
  }
  .channel-name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .channel:hover {
    background: #35373c;
    color: #dbdee1;
  }
  .channel.on {
    background: #404249;
    color: #fff;
  }
  .channel.unread {
    color: #f2f3f5;
    font-weight: 600;
  }
  .presence {
    position: relative;
    display: inline-flex;
    flex: none;
  }
  .presence::after {
    content: '';
    position: absolute;
    right: -2px;
    bottom: -2px;
    width: 9px;
    height: 9px;
    border: 2.5px solid #2b2d31;
    border-radius: 50%;
    background: #80848e;
  }
  .presence.online::after {
    background: #23a55a;
  }
  .user {
    display: flex;
    align-items: center;
    gap: 7px;
    padding: 8px 4px 8px 8px;
    background: #232428;
  }
  .user-name {
    flex: 1;
    min-width: 0;
    line-height: 1.2;
  }
  .user-name b,
  .user-name small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .user-name b {
    font-size: 13px;
    color: #f2f3f5;
  }
  .user-name small {
    font-size: 11.5px;
    color: #949ba4;
  }
  .gear {
    padding: 5px;
    border-radius: 4px;
    font-size: 17px;
    color: #b5bac1;
  }
  .gear:hover,
  .toggle:hover {
    color: #fff;
  }
  .settings {
    position: absolute;
    z-index: 15;
    left: 8px;
    bottom: 56px;
    width: 230px;
    padding: 12px;
    border-radius: 8px;
    background: #111214;
    box-shadow: 0 8px 24px #000a;
  }
  .settings label {
    display: flex;
    align-items: center;
    gap: 10px;
    justify-content: space-between;
  }
  .settings input {
    appearance: none;
    flex: none;
    width: 36px;
    height: 20px;
    margin: 0;
    border-radius: 10px;
    background: #80848e;
    cursor: pointer;
  }
  .settings input::before {
    content: '';
    display: block;
    width: 14px;
    height: 14px;
    margin: 3px;
    border-radius: 50%;
    background: #fff;
    transition: transform 0.15s;
  }
  .settings input:checked {
    background: #23a55a;
  }
  .settings input:checked::before {
    transform: translateX(16px);
  }
  .settings hr {
    margin: 10px 0;
    border: 0;
    border-top: 1px solid #2e2f34;
  }
  .leave {
    width: 100%;
    margin-top: 10px;
    padding: 7px 0 0;
    border-top: 1px solid #2e2f34;
    color: #fa777c;
  }
`;
