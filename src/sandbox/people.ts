/** The people of the demo community. Their ids never change, so that a seed is the same everywhere. */
export interface Person {
  key: string;
  name: string;
  /** What Discord and Telegram report as the person's language. */
  locale: 'en' | 'zh-CN';
  rank: 'owner' | 'moderator' | 'creator' | 'member';
  discordId: string;
  discordName: string;
  telegramId: number;
  telegramName: string;
}

export const people: readonly Person[] = [
  {
    key: 'olivia',
    name: 'Olivia Stone',
    locale: 'en',
    rank: 'owner',
    discordId: '1100000000000000001',
    discordName: 'olivia',
    telegramId: 710000001,
    telegramName: 'olivia_stone',
  },
  {
    key: 'moyan',
    name: '莫言秋',
    locale: 'zh-CN',
    rank: 'moderator',
    discordId: '1100000000000000002',
    discordName: 'moyanqiu',
    telegramId: 710000002,
    telegramName: 'moyanqiu',
  },
  {
    key: 'cleo',
    name: 'Cleo Park',
    locale: 'en',
    rank: 'creator',
    discordId: '1100000000000000003',
    discordName: 'cleo',
    telegramId: 710000003,
    telegramName: 'cleo_park',
  },
  {
    key: 'ada',
    name: 'Ada Brook',
    locale: 'en',
    rank: 'member',
    discordId: '1100000000000000004',
    discordName: 'ada',
    telegramId: 710000004,
    telegramName: 'ada_brook',
  },
  {
    key: 'wei',
    name: '陈薇',
    locale: 'zh-CN',
    rank: 'member',
    discordId: '1100000000000000005',
    discordName: 'chenwei',
    telegramId: 710000005,
    telegramName: 'chenwei',
  },
  {
    key: 'ben',
    name: 'Ben Hale',
    locale: 'en',
    rank: 'member',
    discordId: '1100000000000000006',
    discordName: 'benhale',
    telegramId: 710000006,
    telegramName: 'ben_hale',
  },
  {
    key: 'lin',
    name: '林晓',
    locale: 'zh-CN',
    rank: 'member',
    discordId: '1100000000000000007',
    discordName: 'linxiao',
    telegramId: 710000007,
    telegramName: 'linxiao',
  },
];

/** Ids and secrets that the seeds share. They open nothing but the sandbox. */
export const demo = {
  discord: {
    botId: '1000000000000000001',
    token: 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.sandbx.0123456789abcdefghijklmnopqrstuvwxyzAB',
    guildId: '1200000000000000001',
    guildName: 'Lyceum Demo',
    botRoleId: '1300000000000000001',
    moderatorRoleId: '1300000000000000002',
    memberRoleId: '1300000000000000003',
    proRoleId: '1300000000000000004',
    generalChannelId: '1400000000000000001',
    membersChannelId: '1400000000000000002',
    staffChannelId: '1400000000000000003',
    /** Where lessons are announced, and a forum in which they are talked about. */
    coursesChannelId: '1400000000000000004',
    forumChannelId: '1400000000000000005',
    /** Where the bot answers without being called. */
    questionsChannelId: '1400000000000000006',
    /** Where people talk, and where lessons are held live. */
    voiceChannelId: '1400000000000000007',
    stageChannelId: '1400000000000000008',
  },
  telegram: {
    botId: 7000000001,
    token: '7000000001:AAsandbox0123456789abcdefghijklmnop',
    botName: 'lyceum_demo_bot',
    /** A private supergroup for paying members. */
    chatId: -1001200000001,
    chatTitle: 'Lyceum Members',
    /** An open supergroup everyone is in. */
    lobbyId: -1001200000002,
    lobbyTitle: 'Lyceum Lobby',
  },
  stripe: {
    secretKey: 'sk_test_sandbox0123456789abcdefghijkl',
    webhookSecret: 'whsec_sandbox0123456789abcdefghijklmn',
    /** Monthly and yearly price of the one seeded product, and the price of the second. */
    monthlyPriceId: 'price_demo_monthly',
    yearlyPriceId: 'price_demo_yearly',
    proPriceId: 'price_demo_pro',
    /** Membership paid in other currencies, by the month. */
    cnyMonthlyPriceId: 'price_demo_monthly_cny',
    eurMonthlyPriceId: 'price_demo_monthly_eur',
    /** Membership paid once: for good, and for 30 days. */
    lifetimePriceId: 'price_demo_lifetime',
    passPriceId: 'price_demo_pass',
    /** An evening that is no plan. */
    workshopPriceId: 'price_demo_workshop',
    /** What a buyer types for 10 % off the first payment. */
    promotionCode: 'WELCOME10',
  },
} as const;
