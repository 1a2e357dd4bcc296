/** A short course of the demo, so that there is something to choose from. */
export interface ShortCourse {
  slug: string;
  title: string;
  summary: string;
  tags: string[];
  language: 'en' | 'zh-CN';
  /** Open to everybody; else a membership opens it. */
  free: boolean;
  /** Published so many days ago. */
  age: number;
  /** Title and text. */
  lessons: [string, string][];
}

/** In each language, in the order in which most people take them. */
export const shortCourses: readonly ShortCourse[] = [
  {
    slug: 'reading-papers',
    title: 'Read a paper in an hour',
    summary: 'Three passes over a hard text: what it claims, how it shows it, and whether you believe it.',
    tags: ['reading', 'learning', 'research'],
    language: 'en',
    free: true,
    age: 85,
    lessons: [
      [
        'The first ten minutes',
        'Read the title, the figures and the last paragraph. Say in one sentence what it claims.',
      ],
      [
        'Where it could be wrong',
        'Choose the one step that everything else rests on, and look for what would break it.',
      ],
    ],
  },
  {
    slug: 'good-questions',
    title: 'Questions worth asking',
    summary: 'A good question is half of the work. How to ask so that people want to answer, and can.',
    tags: ['learning', 'communication', 'research'],
    language: 'en',
    free: true,
    age: 80,
    lessons: [
      [
        'Say what you tried',
        'Whoever reads your question sees where you stand and begins there, not at the start.',
      ],
      [
        'One thing at a time',
        'Split what you want to know. The smallest part that is still yours is the one to ask.',
      ],
    ],
  },
  {
    slug: 'draw-thinking',
    title: 'Draw what you think',
    summary: 'Boxes, arrows and a pencil: four small drawings that show what a page of text hides.',
    tags: ['drawing', 'thinking', 'communication'],
    language: 'en',
    free: false,
    age: 70,
    lessons: [
      [
        'Boxes and arrows',
        'Draw what happens first, and what it leads to. An arrow that you cannot name is a gap.',
      ],
      ['Two axes', 'Put what you compare on two lines. What lies alone in a corner is worth a look.'],
    ],
  },
  {
    slug: 'useful-feedback',
    title: 'Feedback that people use',
    summary: 'Say what you saw, what it did, and what you would try. Practice for sentences that help.',
    tags: ['communication', 'teams', 'writing'],
    language: 'en',
    free: true,
    age: 55,
    lessons: [
      [
        'What you saw',
        'Begin with what anybody could have seen. Judgements can wait for the second sentence.',
      ],
      ['What you would try', 'End with one thing that can be tried tomorrow, and ask how it went.'],
    ],
  },
  {
    slug: 'week-in-blocks',
    title: 'A week in five blocks',
    summary: 'Plan a week on one card: what must happen, what may, and where the gaps are.',
    tags: ['habits', 'planning', 'teams'],
    language: 'en',
    free: false,
    age: 30,
    lessons: [
      ['One card', 'Write five blocks on a card. What does not fit belongs to another week.'],
      ['Friday, ten minutes', 'Look at the card on Friday. Move what is left, or cross it out for good.'],
    ],
  },
  {
    slug: 'one-page-plan',
    title: '一页纸方案',
    summary: '目标、做法、代价，写在一页纸上。写不下，多半是还没想清楚。',
    tags: ['写作', '工作方法', '计划'],
    language: 'zh-CN',
    free: true,
    age: 82,
    lessons: [
      ['先写结果', '做成之后，谁会发现有什么不同？把这句话写在第一行。'],
      ['再写代价', '要花多少时间和钱，不做会怎样。两行就够，别藏在附件里。'],
    ],
  },
  {
    slug: 'short-meetings',
    title: '把会开短',
    summary: '半小时开完一场会：会前一句话，会上一件事，会后一张表。',
    tags: ['沟通', '工作方法', '团队'],
    language: 'zh-CN',
    free: true,
    age: 66,
    lessons: [
      ['会前一句话', '邀请里写清这场会要决定什么。写不出来，就先别开。'],
      ['会后一张表', '谁、做什么、哪天前完成。三列，散会前当着大家念一遍。'],
    ],
  },
  {
    slug: 'teach-others',
    title: '把知识教给别人',
    summary: '讲给外行听，是最好的学习。两节课，练习举例、提问和留白。',
    tags: ['沟通', '学习', '写作'],
    language: 'zh-CN',
    free: false,
    age: 40,
    lessons: [
      ['从例子开始', '先讲一个具体的例子，再说道理。顺序反过来，听的人会走神。'],
      ['让对方动手', '停下来，让对方自己做一遍。你讲得越少，他记得越多。'],
    ],
  },
];
