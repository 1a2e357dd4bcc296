/** The few sentences that only make sense on Telegram. Everything else people read comes from contracts. */
import type { Locale } from '#domain/members';

const en = {
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  nothingToCancel: 'There is nothing to cancel.',
  alreadyAnswered: 'This question has been answered already.',
  notYours: 'This question was put to somebody else.',
  replyHere: 'Reply to this message with your answer.',
  writeHere: 'Write your answer as the next message.',
  sendFile: 'Send the file as the next message.',
  notNumber: 'A whole number, please, such as 7.',
  numberFrom: 'At least {{min}}, please.',
  numberTo: 'At most {{max}}, please.',
  chooseOne: 'Please choose one of these.',
  choosePart: 'What would you like to do?',
  openChat: 'Open our chat',
  inPrivate: 'I have answered you in our private chat.',
  startFirst: 'This is for your eyes only, and I may not write to you yet. Open our chat and press Start.',
  anonymous: 'I cannot see who you are. Write as yourself, not as the group, and say it again.',
  shortened: '… (shortened)',
};

export type Words = typeof en;

const zhCN: Words = {
  cancel: '取消',
  cancelled: '已取消。',
  nothingToCancel: '没有可以取消的操作。',
  alreadyAnswered: '这个问题已经回答过了。',
  notYours: '这个问题问的是别人。',
  replyHere: '请回复这条消息作答。',
  writeHere: '请直接发送你的回答。',
  sendFile: '请直接发送文件。',
  notNumber: '请填写整数，例如 7。',
  numberFrom: '最小为 {{min}}。',
  numberTo: '最大为 {{max}}。',
  chooseOne: '请从下面选择一项。',
  choosePart: '你想做什么？',
  openChat: '打开私聊',
  inPrivate: '我已在私聊中回复你。',
  startFirst: '这条内容只给你看，但我还不能给你发消息。请打开私聊并点击“开始”。',
  anonymous: '我看不出你是谁。请用自己的身份（而不是群组身份）再说一次。',
  shortened: '……（已截断）',
};

const words: Record<Locale, Words> = { en, 'zh-CN': zhCN };

export function wordsIn(locale: Locale): Words {
  return words[locale];
}

/** The nearest language we speak to what Telegram reports (BCP 47, or nothing). */
export function localeOf(reported: string | undefined): Locale {
  return reported?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
