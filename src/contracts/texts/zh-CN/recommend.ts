export const recommend = {};

export const recommendCommands = {};

export const recommendErrors = {
  recommendation_gone: '这条推荐已经不在了。发送 /recommend 可以看新的推荐。',
};
