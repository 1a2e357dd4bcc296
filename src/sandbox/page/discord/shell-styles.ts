import { css } from 'lit';

/** The frame of Discord: title, conversation, and what narrow windows slide in. */
export const shellStyles = css`
  :host {
    container-type: inline-size;
    height: 100%;
    background: #313338;
    color: #dbdee1;
    --focus: #00a8fc;
    --thumb: #1a1b1e;
  }
  .frame {
    position: relative;
    display: grid;
    grid-template: 26px minmax(0, 1fr) / 52px 148px minmax(0, 1fr) 168px;
    height: 100%;
    overflow: hidden;
  }
  .frame.alone {
    grid-template-columns: 52px 148px minmax(0, 1fr);
  }
  .titlebar {
    grid-column: 1 / -1;
    display: grid;
    place-items: center;
    background: #1e1f22;
    color: #b5bac1;
    font-size: 12px;
    font-weight: 600;
  }
  .main {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .main > .bar {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 44px;
    padding: 0 14px;
    box-shadow: 0 1px 0 #26272b;
    color: #80848e;
    font-size: 18px;
  }
  .bar h2 {
    font-size: 15px;
    font-weight: 600;
    color: #f2f3f5;
    white-space: nowrap;
  }
  .topic {
    flex: 1;
    min-width: 0;
    padding-left: 10px;
    border-left: 1px solid #3f4147;
    font-size: 12.5px;
    color: #b5bac1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .toggle {
    display: none;
    padding: 4px;
    font-size: 20px;
    color: #b5bac1;
  }
  .toggle.to-members {
    margin-left: auto;
  }
  .away-note,
  .join {
    padding: 8px 14px;
    background: #f0b23222;
    color: #f4d28b;
    font-size: 13px;
  }
  .join .button {
    margin-top: 8px;
  }
  .feed {
    flex: 1;
    min-height: 0;
  }
  .feed-inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-height: 100%;
    padding-bottom: 18px;
  }
  .beginning {
    padding: 24px 14px 0;
  }
  .beginning-sign {
    display: grid;
    place-items: center;
    width: 56px;
    height: 56px;
    margin-bottom: 8px;
    border-radius: 50%;
    overflow: hidden;
    background: #41434a;
    color: #fff;
    font-size: 32px;
  }
  .beginning h3 {
    font-size: 22px;
    color: #f2f3f5;
    line-height: 1.25;
  }
  .beginning p {
    color: #b5bac1;
  }
  .scrim {
    display: none;
  }
  @container (max-width: 640px) {
    .frame {
      grid-template-columns: 54px 148px minmax(0, 1fr);
    }
    .members {
      display: none;
    }
    .toggle.to-members {
      display: block;
    }
    .show-members .members {
      display: block;
      position: absolute;
      z-index: 25;
      inset: 26px 0 0 auto;
      width: min(240px, 80%);
      box-shadow: -8px 0 30px #0008;
    }
    .show-members .scrim,
    .show-channels .scrim {
      display: block;
      position: absolute;
      z-index: 18;
      inset: 26px 0 0;
      background: #0007;
    }
  }
  @container (max-width: 480px) {
    .frame,
    .frame.alone {
      grid-template-columns: minmax(0, 1fr);
    }
    .rail,
    .sidebar {
      display: none;
    }
    .toggle.to-channels {
      display: block;
    }
    .show-channels .rail,
    .show-channels .sidebar {
      display: flex;
      position: absolute;
      z-index: 25;
      inset: 26px auto 0 0;
      width: 54px;
    }
    .show-channels .sidebar {
      left: 54px;
      width: 210px;
    }
  }
`;
