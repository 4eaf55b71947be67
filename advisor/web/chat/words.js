// What the chat window itself says. The advisor's answers come from the server.

const WORDS = {
  zh: {
    title: "融资顾问",
    bot: "智能助手",
    agent: "人工客服",
    open: "打开融资顾问",
    openShort: "融资顾问",
    close: "收起",
    switchTo: "EN",
    switchLabel: "Switch to English",
    log: "对话记录",
    input: "输入您的问题",
    placeholder: "说说您的店和资金情况",
    send: "发送",
    attach: "上传订单文件",
    attachHint: "CSV 或 Excel，20 MB 以内",
    zoom: "放大图片",
    pictureOf: (text) => (text ? `图表，${text}` : "图表"),
    pictureLoading: "正在加载图表",
    pictureFailed: "图片没有加载出来，点这里重试",
    notOpened: "没有打开，请再点一次",
    typing: "正在输入",
    earlier: "查看更早的消息",
    newest: "下面还有",
    sending: "发送中",
    waiting: "等待网络，恢复后自动发送",
    failed: "没有发送成功",
    retry: "重试",
    discard: "删除",
    uploading: (percent) => `上传中 ${percent}%`,
    reading: "传完了，正在读订单",
    tooLong: (limit) => `一条消息最多 ${limit} 个字，请分几条发送。`,
    count: (length, limit) => `${length} / ${limit}`,
    fileTooLarge: "文件超过 20 MB，没有上传。请按月份分开导出，一份一份传，我会合在一起算。",
    fileEmpty: "这个文件是空的，请重新导出。",
    offline: "网络断开，正在重新连接。没发出的消息会自动补发。",
    signedOut: "登录已过期，请刷新页面重新登录。",
    welcome: "我是融资顾问，一个智能助手，不是真人",
    welcomeText: "可以给店铺做融资体检、用订单算现金周期、找融资产品并算清成本。需要时可以转人工。",
    privacy: "对话会保存，方便您下次接着聊。请不要发送密码、验证码或完整的银行卡号。",
    footer: "智能助手的建议仅供参考，不构成贷款承诺",
    starters: [
      ["看看能帮我什么", "你好"],
      ["从后台导入订单", "从后台导入订单"],
      ["预测 13 周现金", "预测 13 周现金"],
    ],
    quick: "常用入口",
    quickWords: ["融资体检", "算现金周期", "找融资产品", "转人工"],
    today: "今天",
    yesterday: "昨天",
    locale: "zh-CN",
  },
  en: {
    title: "Financing advisor",
    bot: "AI assistant",
    agent: "Support agent",
    open: "Open the financing advisor",
    openShort: "Advisor",
    close: "Minimise",
    switchTo: "中文",
    switchLabel: "切换到中文",
    log: "Conversation",
    input: "Type your question",
    placeholder: "Ask about money for your shop",
    send: "Send",
    attach: "Upload an order file",
    attachHint: "CSV or Excel, up to 20 MB",
    zoom: "Enlarge picture",
    pictureOf: (text) => (text ? `Chart. ${text}` : "Chart"),
    pictureLoading: "Loading the chart",
    pictureFailed: "The picture did not load. Tap to try again",
    notOpened: "It did not open. Please tap again",
    typing: "is typing",
    earlier: "Show earlier messages",
    newest: "More below",
    sending: "Sending",
    waiting: "Waiting for the network, then sends itself",
    failed: "Not sent",
    retry: "Retry",
    discard: "Remove",
    uploading: (percent) => `Uploading ${percent}%`,
    reading: "Uploaded, reading the orders",
    tooLong: (limit) => `A message holds at most ${limit} characters. Please send it in parts.`,
    count: (length, limit) => `${length} / ${limit}`,
    fileTooLarge: "The file is larger than 20 MB and was not sent. Export shorter periods and send them one by one; they are counted together.",
    fileEmpty: "This file is empty. Please export it again.",
    offline: "You are offline. Reconnecting; unsent messages will follow.",
    signedOut: "Your sign-in has expired. Please refresh the page and sign in again.",
    welcome: "I am the financing advisor, an AI assistant and not a person",
    welcomeText:
      "I can check your shop's financing position, work out your cash cycle from your orders, and find products with their full cost. You can ask for a person.",
    privacy:
      "The conversation is kept so that you can go on later. Please never send passwords, codes or full card numbers.",
    footer: "AI assistant. For reference only, not a loan commitment",
    starters: [
      ["See what it can do", "Hello"],
      ["Import orders from the portal", "Import my orders from the portal"],
      ["Forecast 13 weeks", "Forecast my cash for 13 weeks"],
    ],
    quick: "Shortcuts",
    quickWords: ["Financing check-up", "Cash cycle", "Find financing", "Talk to a person"],
    today: "Today",
    yesterday: "Yesterday",
    locale: "en-GB",
  },
};

const KEY = "advisor-chat:language";

// The words of a language.
export function words(language) {
  return WORDS[language] || WORDS.zh;
}

// The language the merchant chose before in this browser, else the page's.
export function chosenLanguage(otherwise) {
  try {
    return localStorage.getItem(KEY) || otherwise;
  } catch {
    return otherwise; // storage is switched off
  }
}

export function keepLanguage(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
