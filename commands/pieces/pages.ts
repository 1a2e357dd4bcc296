import { say, type CommandOptions, type ReplyButton } from '#contracts';

/** Lines that fit into one message beside everything else. */
export const PER_PAGE = 10;

/** Back and on; neither where there is nothing. @param page from 1 */
export function pageButtons(
  command: string,
  options: CommandOptions,
  page: number,
  total: number,
): ReplyButton[] {
  const to = (at: number) => ({ command, options: { ...options, page: at } });
  return [
    ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
    ...(page * PER_PAGE < total ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
  ];
}
