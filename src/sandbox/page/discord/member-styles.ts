import { css } from 'lit';

/** The member list with its roles. */
export const memberStyles = css`
  .members {
    padding: 12px 8px;
    background: #2b2d31;
  }
  .members h3:not(:first-child) {
    margin-top: 12px;
  }
  .member {
    border-radius: 4px;
  }
  .member.lit {
    animation: lit 2.6s ease-out;
  }
  @keyframes lit {
    from {
      background: #5865f266;
    }
  }
  .member button {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    padding: 4px 6px;
    border-radius: 4px;
  }
  .member button:hover {
    background: #35373c;
  }
  .member.away {
    opacity: 0.45;
  }
  .member-name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 500;
    color: #b5bac1;
    font-size: 13.5px;
  }
  .crown {
    color: #f0b232;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 0 6px 6px 42px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 7px 1px 5px;
    border-radius: 4px;
    background: #1e1f22;
    font-size: 11.5px;
  }
  .chip i,
  .roles i {
    width: 10px;
    height: 10px;
    border-radius: 50%;
    background: var(--role);
  }
  .none {
    display: block;
    padding: 0 6px 6px 42px;
    font-size: 11.5px;
    color: #80848e;
  }
  .roles li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 3px 6px;
    font-size: 13px;
    color: #b5bac1;
  }
  .roles small {
    margin-left: auto;
    color: #80848e;
  }
`;
