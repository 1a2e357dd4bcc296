/** A small course in each language, uploaded by the story of a course as a creator would do it. */
import type { Language } from '../words/index.js';

export interface SampleCourse {
  slug: string;
  files: { name: string; text: string }[];
}

export const samples: Record<Language, SampleCourse> = {
  en: {
    slug: 'window-light',
    files: [
      {
        name: 'course.md',
        text: `---
title: Window light
slug: window-light
summary: Two short lessons on taking a portrait with nothing but a window.
tags: [photography]
language: en
level: beginner
free: true
---
`,
      },
      {
        name: '01-find-it.md',
        text: `---
summary: Where to stand, and when
minutes: 3
---

# Find the light

A window is the best lamp you own. **Stand beside it**, not in front of it: light from the side gives a face its shape.

## When

| Time    | The light is     |
| ------- | ---------------- |
| Morning | cool and even    |
| Noon    | hard: draw a curtain |
| Evening | warm, and gone in minutes |

1. Switch off every other lamp.
2. Turn the chair until you see a small light in both eyes.
3. Move closer than you think you should.

> If the shadow of your hand has a soft edge, the light is good.

The answer to the question everybody asks: ||no, you do not need a better camera||.
`,
      },
      {
        name: '02-soften-it.md',
        text: `---
summary: A sheet of paper is enough
minutes: 2
---

# Make it softer

Hold a **white sheet** on the dark side of the face. That is all a reflector does.

- [x] One window
- [ ] One sheet of paper
- [ ] Ten tries, of which you keep one

Write down what you did, so that you can do it again:

\`\`\`text
window left, 1 m · paper right, 30 cm · 16:40
\`\`\`
`,
      },
    ],
  },
  'zh-CN': {
    slug: 'chuang-guang',
    files: [
      {
        name: 'course.md',
        text: `---
title: 窗边的光
slug: chuang-guang
summary: 两节短课，只用一扇窗拍好一张人像。
tags: [摄影]
language: zh-CN
level: beginner
free: true
---
`,
      },
      {
        name: '01-找光.md',
        text: `---
summary: 站在哪里，什么时候
minutes: 3
---

# 找到光

窗户是你家里最好的灯。**站在窗边，**不要正对着窗：从侧面来的光，才能让脸有轮廓。

## 什么时候

| 时间 | 光的样子     |
| ---- | ------------ |
| 早上 | 清冷、均匀   |
| 中午 | 太硬，拉上纱帘 |
| 傍晚 | 温暖，转眼就没 |

1. 关掉其他所有的灯。
2. 转动椅子，直到两只眼睛里都有一点亮光。
3. 再靠近一些，比你以为的更近。

> 如果手的影子边缘是柔和的，这光就对了。

大家都会问的那个问题，答案是：||不用换相机||。
`,
      },
      {
        name: '02-柔光.md',
        text: `---
summary: 一张白纸就够了
minutes: 2
---

# 让光更柔

在脸暗的那一侧举一张**白纸**，反光板做的也就是这件事。

- [x] 一扇窗
- [ ] 一张白纸
- [ ] 拍十张，留一张

把做法记下来，下次才能再来一遍：

\`\`\`text
窗在左 1 米 · 纸在右 30 厘米 · 16:40
\`\`\`
`,
      },
    ],
  },
};
