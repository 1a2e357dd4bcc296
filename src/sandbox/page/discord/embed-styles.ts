import { css } from 'lit';

/** Embeds, buttons and the other components. */
export const embedStyles = css`
  .embed {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    width: fit-content;
    max-width: min(100%, 432px);
    margin-top: 4px;
    border-left: 4px solid var(--edge, #1e1f22);
    border-radius: 4px;
    background: #2b2d31;
    font-size: 13.5px;
  }
  .embed-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 7px;
    padding: 9px 14px 12px 12px;
    min-width: 0;
  }
  .embed-title {
    font-size: 15px;
    font-weight: 600;
    color: #f2f3f5;
  }
  .embed-author {
    font-weight: 600;
  }
  .embed-fields {
    display: flex;
    flex-wrap: wrap;
    gap: 9px 14px;
    margin: 0;
  }
  .field {
    flex: 1 1 100%;
    min-width: 0;
  }
  .field.inline {
    flex: 1 1 26%;
    min-width: 72px;
  }
  .field dt {
    font-weight: 600;
    color: #f2f3f5;
  }
  .field dd {
    margin: 1px 0 0;
  }
  .embed-footer {
    font-size: 12px;
    color: #b5bac1;
  }
  .embed-image,
  .picture,
  .v2-picture {
    display: block;
    max-width: 100%;
    border-radius: 4px;
  }
  .embed-thumb,
  .v2-thumb {
    width: 72px;
    height: 72px;
    margin: 10px;
    object-fit: cover;
    border-radius: 4px;
  }
  .parts {
    display: grid;
    gap: 8px;
    margin-top: 8px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .button {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 32px;
    padding: 5px 15px;
    border-radius: 8px;
    background: #4e5058;
    color: #fff;
    font-size: 13.5px;
    font-weight: 500;
    line-height: 1.25;
    text-decoration: none;
    transition: background 0.15s;
  }
  .button:hover {
    background: #6d6f78;
  }
  .button.primary {
    background: #5865f2;
  }
  .button.primary:hover {
    background: #4752c4;
  }
  .button.success {
    background: #248046;
  }
  .button.success:hover {
    background: #1a6334;
  }
  .button.danger {
    background: #da373c;
  }
  .button.danger:hover {
    background: #a12829;
  }
  .button:disabled {
    opacity: 0.55;
  }
  .button.busy {
    opacity: 1;
  }
  .button.busy > span:not(.dots) {
    visibility: hidden;
  }
  .button.busy .dots {
    position: absolute;
  }
  .v2-box {
    display: grid;
    gap: 8px;
    max-width: 460px;
    padding: 14px;
    border: 1px solid #3f4147;
    border-left: 4px solid var(--edge, #3f4147);
    border-radius: 8px;
    background: #2b2d31;
  }
  .v2-section {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
  }
  .v2-gallery {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 4px;
  }
  .v2-gap {
    height: 8px;
  }
  .v2-gap.wide {
    height: 20px;
  }
  .v2-gap.line {
    border-bottom: 1px solid #4e5058;
  }
  .file {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    margin-top: 4px;
    padding: 10px 14px;
    border: 1px solid #1e1f22;
    border-radius: 8px;
    background: #2b2d31;
    color: #00a8fc;
    text-decoration: none;
  }
  .file small {
    color: #949ba4;
  }
`;
