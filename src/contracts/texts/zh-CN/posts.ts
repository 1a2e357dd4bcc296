/** 频道里公布的课程，正文之外的文字。 */
export const posts = {
  read: '阅读',
  minutes_one: '约 {{count}} 分钟',
  minutes_other: '约 {{count}} 分钟',
  withdrawn: '这节课已撤回。',
  picture: '图片',
};
