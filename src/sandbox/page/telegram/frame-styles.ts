import { css, unsafeCSS } from 'lit';

/** Line drawings that repeat over the wallpaper: a book, a key, a star, a cup, a leaf, a note. */
const doodles = [
  'M12 20c6-4 12-4 18 0 6-4 12-4 18 0v26c-6-4-12-4-18 0-6-4-12-4-18 0zM30 20v26',
  'M92 30a8 8 0 1 0-16 0 8 8 0 0 0 16 0zm0 0h26m-7 0v8m7-8v6',
  'M158 14l5 11 12 1-9 8 3 12-11-6-11 6 3-12-9-8 12-1z',
  'M22 84h26v14a13 13 0 0 1-26 0zm26 4h6a5 5 0 0 1 0 12h-7M28 78v-6m8 6v-6m8 6v-6',
  'M96 108c0-20 12-30 30-32 2 20-8 32-30 32zm0 0c6-10 12-16 20-22',
  'M156 104a7 7 0 1 1-7-7c3 0 7 2 7 7zV74l22-5v28m0 0a7 7 0 1 1-7-7c3 0 7 2 7 7z',
  'M18 152l24-16 24 16-24 16zm8 6v14c10 8 22 8 32 0v-14',
  'M100 140h34v34h-34zm0 11h34m-23-11v34',
  'M158 138c12 0 20 8 20 18s-8 18-20 18-20-8-20-18 8-18 20-18zm0 8v10l7 5',
];
const pattern = encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" fill="none" stroke="#2d4a33" stroke-opacity=".13" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"><path d="${doodles.join('')}"/></svg>`,
);

/** The frame of Telegram: chats, header, wallpaper, dialogs. */
export const frameStyles = css`
  :host {
    container-type: inline-size;
    height: 100%;
    background: #fff;
    color: #111;
    --focus: #3390ec;
    --thumb: #0003;
  }
  .frame {
    position: relative;
    display: grid;
    grid-template-columns: 76px minmax(0, 1fr);
    height: 100%;
    overflow: hidden;
  }
  .chats {
    padding: 8px 6px;
    background: #fff;
    border-right: 1px solid #e6e9ec;
  }
  .chat {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 3px;
    width: 100%;
    padding: 7px 2px 5px;
    border-radius: 10px;
  }
  .chat:hover {
    background: #f1f3f5;
  }
  .chat.on {
    background: #3390ec;
    color: #fff;
  }
  .chat-name {
    max-width: 100%;
    font-size: 10.5px;
    line-height: 1.15;
    text-align: center;
    overflow: hidden;
    text-overflow: ellipsis;
    overflow-wrap: anywhere;
    max-height: 2.3em;
  }
  .badge {
    position: absolute;
    right: 4px;
    top: 34px;
    min-width: 18px;
    padding: 0 5px;
    border-radius: 9px;
    background: #3390ec;
    color: #fff;
    font-size: 11px;
    font-weight: 700;
    line-height: 18px;
    text-align: center;
    box-shadow: 0 0 0 2px #fff;
  }
  .main {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  header {
    flex: none;
    height: 52px;
    padding: 0 8px;
    background: #fff;
    border-bottom: 1px solid #e6e9ec;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 10px;
    width: 100%;
    height: 100%;
    padding: 0 6px;
  }
  .who b,
  .who small {
    display: block;
    line-height: 1.25;
  }
  .who small,
  .info small,
  .member small {
    color: #707579;
    font-size: 12.5px;
  }
  .feed {
    flex: 1;
    min-height: 0;
    background:
      url('data:image/svg+xml,${unsafeCSS(pattern)}') 0 0 / 200px,
      linear-gradient(165deg, #d3dcaa, #97c299 45%, #8abf9d 60%, #cfd890);
  }
  .notice {
    position: absolute;
    z-index: 12;
    top: 60px;
    left: 12px;
    right: 12px;
    padding: 10px 14px;
    border-radius: 10px;
    background: #1f2d36e6;
    color: #fff;
    font-size: 13.5px;
  }
  .wide {
    flex: none;
    width: 100%;
    min-height: 50px;
    background: #fff;
    border-top: 1px solid #e6e9ec;
    color: #3390ec;
    font-weight: 600;
    letter-spacing: 0.02em;
    text-align: center;
  }
  .wide:hover {
    background: #f4f7fa;
  }
  .info {
    flex: 1;
    min-height: 0;
    padding-bottom: 20px;
    background: #fff;
  }
  .back {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px 14px;
    color: #3390ec;
    font-weight: 500;
  }
  .info-head {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 4px 20px 14px;
    text-align: center;
  }
  .info h3 {
    margin-top: 6px;
    font-size: 17px;
  }
  .info h4 {
    margin: 0;
    padding: 12px 14px 6px;
    color: #3390ec;
    font-size: 13px;
  }
  .member {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 14px;
  }
  .member span:not(.avatar) {
    flex: 1;
    min-width: 0;
  }
  .member b,
  .member small {
    display: block;
    font-weight: 500;
    line-height: 1.25;
  }
  .member i {
    color: #707579;
    font-style: normal;
    font-size: 12px;
  }
  .links li {
    display: grid;
    padding: 4px 14px;
    overflow-wrap: anywhere;
  }
  .plain,
  .danger {
    padding: 8px 14px;
    color: #3390ec;
    font-weight: 500;
  }
  .danger {
    color: #df3f40;
  }
  .veil {
    position: absolute;
    z-index: 40;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 16px;
    background: #0007;
    animation: fade 0.15s;
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  .dialog {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 6px;
    width: min(320px, 100%);
    padding: 26px 22px 20px;
    border-radius: 14px;
    background: #fff;
    text-align: center;
    box-shadow: 0 20px 60px #0005;
  }
  .dialog h3 {
    margin-top: 6px;
    font-size: 18px;
  }
  .dialog small,
  .dialog p {
    color: #707579;
  }
  .dialog .good {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-top: 6px;
    color: #2c9a4b;
    font-weight: 600;
  }
  .dialog-close {
    position: absolute;
    top: 10px;
    right: 10px;
    padding: 6px;
    color: #9aa4ad;
    font-size: 18px;
  }
  .big {
    width: 100%;
    margin-top: 12px;
    padding: 11px;
    border-radius: 10px;
    background: #3390ec;
    color: #fff;
    font-weight: 600;
    text-align: center;
  }
  .big:hover {
    background: #2a7fd3;
  }
`;
