/** 社群本身还缺什么。 */
export const community = {
  nobody_told: {
    what: '“{{community}}”里没有人会收到提醒。需要有人决定的事包括：移出被暂停、某处拒绝机器人、付款有争议。',
    mend: '输入 `/staff add`，选好由谁来收提醒。管理服务器或群组的人也可以自己输入 `/alarms`。',
  },
  nobody_reached: {
    what: '“{{community}}”里该收到提醒的人，一个也联系不上。',
    mend: '请其中一位打开与机器人的私聊，在那里输入 `/settings`，允许私信。',
  },
};
