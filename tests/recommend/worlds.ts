import { historiesOf, seededRandom, type Histories } from '#domain/recommend';

/** Courses in topics; whoever is through with a topic goes on to the next one. All seeded. */
export interface World {
  histories: Histories;
  /** By course. */
  texts: string[];
}

const TOPICS = 10;
const PER_TOPIC = 9;

const words = [
  'watercolour brush pigment paper 水彩 画笔 颜料',
  'portrait sketch anatomy shading 素描 人像 光影',
  'lighting camera lens exposure 摄影 镜头 曝光',
  'retouch layers masks palette 修图 图层 蒙版',
  'typography grid poster margin 字体 网格 海报',
  'branding logo identity client 品牌 标志 客户',
  'freelance invoice contract rates 自由职业 合同 报价',
  'podcast microphone editing episode 播客 麦克风 剪辑',
  'newsletter audience subject readers 邮件 读者 标题',
  'analytics funnel retention cohort 数据分析 漏斗 留存',
].map((line) => line.split(' '));

const filler =
  'introduction weekly exercise feedback project studio beginner advanced 入门 练习 作业 进阶'.split(' ');

/** @param members how many; each takes 3 to 16 courses */
export function topicWorld(members: number, seed = 11): World {
  const random = seededRandom(seed);
  const draw = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const courses = TOPICS * PER_TOPIC;
  const lists = Array.from({ length: members }, () => {
    const size = 3 + Math.floor(random() ** 2 * 14);
    let topic = Math.floor(random() * TOPICS);
    let step = Math.floor(random() ** 2 * 4);
    const list: number[] = [];
    while (list.length < size) {
      const course =
        random() < 0.15
          ? Math.floor(random() ** 2 * courses)
          : topic * PER_TOPIC + Math.min(PER_TOPIC - 1, step);
      if (!list.includes(course)) list.push(course);
      step += 1 + Math.floor(random() * 3);
      if (step >= PER_TOPIC) [topic, step] = [(topic + 1) % TOPICS, Math.floor(random() * 3)];
    }
    return list;
  });
  const texts = Array.from({ length: courses }, (_, course) => {
    const own = words[Math.floor(course / PER_TOPIC)] ?? [];
    // As descriptions are: a little of what it is about among much that stands in all of them.
    return [draw(own), draw(own), ...Array.from({ length: 8 }, () => draw(filler))].join(' ');
  });
  return { histories: historiesOf(lists, courses, true), texts };
}
