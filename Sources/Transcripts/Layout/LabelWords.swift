/// Words that say what a label is, or that it is none.
enum LabelWords {
  /// What people are called by what they do in a talk, in lower case; a number may follow.
  static let roles: Set<String> = set(
    """
    speaker host cohost co-host moderator interviewer interviewee guest narrator audience audience_member operator
    announcer participant presenter panelist reporter questioner question answer q a q1 unknown unknown_speaker
    male female man woman voice everyone all both crowd student teacher professor anchor analyst chair mc emcee
    主持人 主持 嘉宾 观众 听众 记者 采访者 受访者 提问者 提问 发言人 说话人 讲者 演讲者 讲述人 旁白 问 答 问题 回答 主播 男声 女声
    男 女 学生 老师 众人 全场 所有人 现场观众 现场提问 观众提问 网友 访谈者 对话者 与会者 分析师 司仪 未知 接线员 操作员 话务员 会议主持人
    """)

  /// What begins a line with a colon and is nobody, in lower case.
  static let nobody: Set<String> = set(
    """
    note notes idea ideas warning source sources summary title subtitle date author authors published updated update
    link links url tags tag example examples ps p.s tl;dr tldr chapter part section step figure table transcript
    translation translator editor editors keywords topics topic timestamps subscribe follow website web twitter
    youtube email e-mail phone tel copyright reference references see also related recommended day week time
    place location venue event duration length language category description abstract introduction intro
    overview conclusion takeaway takeaways highlights pros cons important remember look listen result results
    fact problem solution reason reasons first second third finally however today tomorrow yesterday disclaimer
    sponsor sponsors advertisement ad credits music photo image video audio watch read download contact about faq
    https http ftp mailto file bottom caution tip tips hint todo caveat context background claim point points
    yeah yes yep okay ok right sure no nope exactly absolutely thanks thank_you great cool wow hmm mm-hmm hello hi
    bye correct definitely totally indeed true well laughs laughter applause music silence crosstalk inaudible
    original recorded posted series episode ep guests_include hosts chapters show_notes key_points
    line insight insights reality truth rule lesson lessons option options scenario phase goal goals task tasks
    refer_to refer to_be_continued participants company_participants correction corrections quote answer_key thesis theorem proof
    是的 对 对的 好 好的 嗯 没错 谢谢 当然 确实 哈哈 哈哈哈 是 不是 掌声 笑声 音乐
    注 备注 注意 原文 来源 链接 作者 文章作者 发布时间 日期 时间 地点 发布地 标题 摘要 简介 提示 更新 总结 结论 例如 比如 参考 译者
    编辑 翻译 校对 编译 整理 封面 标签 关键词 说明 原文链接 封面图链接 参考内容 参考资料 参考链接 延伸阅读 相关阅读 声明 版权 免责声明
    结果 原因 首先 其次 最后 因此 所以 另外 此外 换句话说 也就是说 简单来说 第一 第二 第三 第四 一方面 另一方面 编者按 编者注 译注
    译者注 导读 导语 背景 要点 重点 亮点 目录 章节 时间轴 时间戳 本期嘉宾 本期主播 嘉宾介绍 节目介绍 后期 剪辑 策划 监制 联系我们 邮箱
    公众号 微信 微博 网站 官网 播放 收听 订阅 视频 音频 图片 图 表 附 附录 举例 举个例子 事实上 实际上 关键 关键是 我的看法 公式 定义
    发布 出品 撰文 采访 文 来自 导演 主演
    """)

  /// Verbs of saying: a Chinese label that ends in one tells what somebody says.
  static let sayings = [
    "说", "问", "道", "称", "表示", "认为", "指出", "补充", "提到", "解释", "强调", "承认", "回忆", "写", "想", "觉得", "笑", "总结", "答",
    "是", "有", "为", "如下", "包括",
  ]

  /// Characters that running Chinese is full of and names are not.
  static let running: Set<Character> = [
    "的", "了", "是", "们", "我", "你", "他", "她", "它", "这", "那", "吗", "呢", "吧", "说", "就", "都", "很", "在", "把", "被",
    "让",
    "给", "从", "到", "对", "和", "与", "或", "但", "而", "也", "还", "又", "不", "没", "个", "些", "什", "么", "怎", "哪", "谁",
    "几",
  ]

  /// Family names that begin nearly every Chinese name.
  static let familyNames: Set<Character> = Set(
    """
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石\
    金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申耿\
    关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车\
    项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝
    """.filter { !$0.isWhitespace })

  private static func set(_ words: String) -> Set<String> {
    let written = words.split { $0 == " " || $0 == "\n" }
    return Set(written.map { word in String(word.map { $0 == "_" ? " " : $0 }) })
  }
}
