/// Sentences of four kinds of languages, for tests of encodings.
enum EncodingTexts {
  static let korean = [
    "안녕하세요, 주문한 상품이 아직 도착하지 않았습니다.", "환불은 영업일 기준 3일 이내에 처리됩니다.",
    "비밀번호를 잊어버렸는데 어떻게 해야 하나요?", "고객센터 운영 시간은 오전 9시부터 오후 6시까지입니다.",
    "배송지를 변경하고 싶으시면 마이페이지에서 수정해 주세요.", "그건 네가 알아서 할 일이고, 나는 커피나 마실래.",
    "서울에서 부산까지 기차로 얼마나 걸려요?", "두 시간 반쯤 걸립니다. 표는 미리 예매하세요!",
    "오늘 날씨가 정말 좋네요. 산책이라도 갈까요?", "회의록을 정리해서 이메일로 보내 드리겠습니다.",
    "이 문장을 영어로 번역해 주세요: 봄이 왔다.", "강아지 이름은 뭉치이고 올해 세 살이 되었다.",
    "세종대왕은 1443년에 훈민정음을 창제하였다.", "값이 비싸더라도 품질이 좋은 것을 고르겠습니다.",
  ]

  static let japanese = [
    "ご注文の商品はまだ発送されていません。", "返品は到着後7日以内にご連絡ください。",
    "パスワードを忘れた場合はどうすればいいですか？", "営業時間は午前9時から午後6時までです。",
    "東京から大阪まで新幹線で二時間半かかります。", "この文章を英語に翻訳してください。",
    "猫はソファの上で静かに眠っている。", "明日の会議の資料をメールで送ります。",
    "お支払い方法はクレジットカードまたは銀行振込です。", "雨が降りそうなので、傘を持って行きましょう。",
    "データベースの接続が切れたら、再起動してみてください。", "彼女は図書館で古い地図を探していた。",
    "すみません、駅はどちらですか？", "まっすぐ行って、二つ目の角を右に曲がってください。",
  ]

  static let chinese = [
    "您好，我的订单还没有收到，请帮我查询一下。", "退款会在三个工作日内退回您的账户。",
    "忘记密码了怎么办？", "客服时间是上午九点到下午六点。", "从北京到上海坐高铁需要四个半小时。",
    "请把这句话翻译成英文：春天来了。", "小猫在沙发上安静地睡着了。", "会议记录我会用邮件发给大家。",
    "可以用信用卡付款，也可以用银行转账。", "看样子要下雨了，我们带伞吧。", "数据库连接断开后，请尝试重新启动服务。",
    "她在图书馆里寻找一张古老的地图。", "请问火车站怎么走？", "一直往前走，第二个路口右转就到了。",
  ]

  static let western = [
    "Où est la bibliothèque ? Elle est derrière l’église.",
    "Votre commande a été expédiée hier à midi.",
    "Je préfère un café crème, s'il vous plaît.",
    "Die Rückerstattung dauert höchstens fünf Werktage.",
    "Könnten Sie mir bitte die Straße zeigen?", "Übermorgen müssen wir früh aufstehen.",
    "¿Dónde está la estación? Está muy cerca de aquí.",
    "El niño comió una manzana y después salió.",
    "A reunião começa às três da tarde, não se atrase.",
    "La città è più bella di notte, però fa freddo.",
    "Smörgåsbordet är öppet på lördagar.", "“Naïve” is spelled with a diaeresis – usually.",
    "Das Gerät kostet 49 €, das Zubehör 5 €.", "Møtet begynner klokka åtte på fredag.",
  ]
}
