import { css } from 'lit';

export const stripeStyles = css`
  :host {
    height: 100%;
    background: #f6f8fb;
    color: #30313d;
    --focus: #635bff;
    --thumb: #0002;
  }
  .frame {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 12px 16px 4px;
    background: #fff;
  }
  .logo {
    color: #635bff;
    font-size: 22px;
    font-weight: 800;
    letter-spacing: -0.04em;
    line-height: 1;
  }
  .test {
    margin-left: auto;
    padding: 2px 8px;
    border-radius: 4px;
    background: #ffe9d1;
    color: #9a4b00;
    font-size: 11.5px;
    font-weight: 600;
  }
  .tabs {
    flex: none;
    display: flex;
    gap: 16px;
    padding: 0 16px;
    background: #fff;
    border-bottom: 1px solid #e3e8ef;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 9px 0 8px;
    border-bottom: 2px solid transparent;
    color: #5b6578;
    font-size: 13.5px;
    font-weight: 500;
    white-space: nowrap;
  }
  .tabs [aria-selected='true'] {
    border-color: #635bff;
    color: #635bff;
    font-weight: 600;
  }
  .alarm {
    color: #d97917;
  }
  .body {
    flex: 1;
    min-height: 0;
    padding: 14px 14px 20px;
  }
  section + section {
    margin-top: 18px;
  }
  h3 {
    margin-bottom: 8px;
    font-size: 13.5px;
    font-weight: 600;
    color: #1a1f36;
  }
  small {
    display: block;
    color: #6b7588;
    font-size: 12.5px;
    line-height: 1.4;
  }
  .empty {
    padding: 22px 18px;
    border: 1px dashed #cfd7e3;
    border-radius: 10px;
    color: #6b7588;
    text-align: center;
  }
`;
