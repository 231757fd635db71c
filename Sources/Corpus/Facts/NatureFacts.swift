/// The sky, the earth, animals, colors and matter.
///
/// A row is questions, answer and sentence, then Korean questions and answer, then Japanese ones.
let natureFacts = """
  How far away is the Moon?;What is the distance to the Moon?;How far is it to the Moon?|\
  384,400 kilometers|The Moon is about 384,400 kilometers away.|\
  달까지의 거리는 얼마인가요?;달은 얼마나 멀리 있나요?|약 384,400킬로미터|\
  月までの距離はどのくらいですか？;月はどのくらい遠いですか？|約38万4400キロメートル
  At what temperature does water boil?;When does water boil?;\
  What is the boiling point of water in Celsius?|100 degrees Celsius|\
  Water boils at 100 degrees Celsius.|\
  물은 몇 도에서 끓나요?;물의 끓는점은 얼마인가요?|섭씨 100도|\
  水は何度で沸騰しますか？;水の沸点は何度ですか？|100度
  At what temperature does water freeze?;When does water freeze?;\
  What is the freezing point of water?|0 degrees Celsius|Water freezes at 0 degrees Celsius.|\
  물은 몇 도에서 어나요?;물의 어는점은 얼마인가요?|섭씨 0도|\
  水は何度で凍りますか？|0度
  What is the biggest planet?;Which planet is the largest?;\
  Which planet of the solar system is the largest?|Jupiter|The largest planet is Jupiter.|\
  가장 큰 행성은 무엇인가요?;어떤 행성이 제일 큰가요?|목성|\
  一番大きい惑星は何ですか？;太陽系で最大の惑星は何ですか？|木星
  What is the smallest planet?;Which planet is the smallest?|Mercury|\
  The smallest planet is Mercury.|\
  가장 작은 행성은 무엇인가요?|수성|\
  一番小さい惑星は何ですか？|水星
  Which planet is nearest to the Sun?;What planet is closest to the Sun?|Mercury|\
  Mercury is nearest to the Sun.|\
  태양에서 가장 가까운 행성은 무엇인가요?|수성|\
  太陽に一番近い惑星は何ですか？|水星
  Which planet is red?;Which planet is called the Red Planet?|Mars|Mars is called the Red Planet.|\
  붉은 행성은 무엇인가요?|화성|\
  赤い惑星は何ですか？|火星
  Which planet has rings?;What planet is famous for its rings?|Saturn|\
  Saturn is famous for its rings.|\
  고리가 있는 행성은 무엇인가요?|토성|\
  輪がある惑星は何ですか？|土星
  Which planet do we live on?;What is our planet called?|Earth|We live on Earth.|\
  우리가 사는 행성은 무엇인가요?|지구|\
  私たちが住む惑星は何ですか？|地球
  Which planet is the hottest?|Venus|The hottest planet is Venus.|\
  가장 뜨거운 행성은 무엇인가요?|금성|\
  一番熱い惑星は何ですか？|金星
  Which planet is farthest from the Sun?|Neptune|Neptune is farthest from the Sun.|\
  태양에서 가장 먼 행성은 무엇인가요?|해왕성|\
  太陽から一番遠い惑星は何ですか？|海王星
  Which star is nearest to us?;What star is closest to Earth?|the Sun|\
  The star closest to Earth is the Sun.|\
  지구에서 가장 가까운 별은 무엇인가요?|태양|\
  地球に一番近い恒星は何ですか？|太陽
  Which ocean is the biggest?;What is the name of the largest ocean?|the Pacific Ocean|\
  The largest ocean is the Pacific Ocean.|\
  가장 큰 바다는 무엇인가요?;가장 넓은 바다는 어디인가요?|태평양|\
  一番大きい海は何ですか？;一番広い海はどこですか？|太平洋
  Which river is the longest?;What is the longest river in the world?|the Nile|\
  The longest river in the world is the Nile.|\
  세계에서 가장 긴 강은 무엇인가요?;제일 긴 강은 어디인가요?|나일강|\
  世界で一番長い川は何ですか？|ナイル川
  Which mountain is the highest?;What is the highest mountain on Earth?;\
  What is the tallest mountain?|Mount Everest|The highest mountain on Earth is Mount Everest.|\
  가장 높은 산은 무엇인가요?;제일 높은 산은 어디인가요?|에베레스트산|\
  一番高い山は何ですか？;世界一高い山はどこですか？|エベレスト
  What is the highest mountain in Japan?;Which mountain is the highest in Japan?|Mount Fuji|\
  The highest mountain in Japan is Mount Fuji.|\
  일본에서 가장 높은 산은 무엇인가요?|후지산|\
  日本で一番高い山は何ですか？|富士山
  What is the highest mountain in Korea?|Hallasan|\
  The highest mountain in South Korea is Hallasan.|\
  한국에서 가장 높은 산은 무엇인가요?|한라산|\
  韓国で一番高い山は何ですか？|漢拏山
  What is the largest desert?;Which hot desert is the biggest?|the Sahara|\
  The largest hot desert is the Sahara.|\
  가장 큰 사막은 무엇인가요?|사하라 사막|\
  一番大きい砂漠は何ですか？|サハラ砂漠
  What is the largest country?;Which country is the biggest?|Russia|\
  The largest country is Russia.|\
  가장 큰 나라는 어디인가요?|러시아|\
  一番大きい国はどこですか？|ロシア
  What is the smallest country?;Which country is the smallest?|Vatican City|\
  The smallest country is Vatican City.|\
  가장 작은 나라는 어디인가요?|바티칸|\
  一番小さい国はどこですか？|バチカン
  What is the fastest animal on land?;Which animal runs the fastest?;\
  Which land animal is the fastest?|the cheetah|The fastest land animal is the cheetah.|\
  가장 빠른 동물은 무엇인가요?;제일 빨리 달리는 동물은 무엇인가요?|치타|\
  一番速い動物は何ですか？|チーター
  What is the largest animal?;Which animal is the biggest?|the blue whale|\
  The largest animal is the blue whale.|\
  가장 큰 동물은 무엇인가요?|대왕고래|\
  一番大きい動物は何ですか？|シロナガスクジラ
  What is the tallest animal?;Which animal has the longest neck?|the giraffe|\
  The tallest animal is the giraffe.|\
  목이 가장 긴 동물은 무엇인가요?;가장 키가 큰 동물은 무엇인가요?|기린|\
  一番背が高い動物は何ですか？;首が一番長い動物は何ですか？|キリン
  Which bird cannot fly but swims?|the penguin|The penguin swims but cannot fly.|\
  날지 못하고 헤엄치는 새는 무엇인가요?|펭귄|\
  飛べないで泳ぐ鳥は何ですか？|ペンギン
  Which animal says meow?;What animal purrs?|the cat|The cat says meow.|\
  야옹 하고 우는 동물은 무엇인가요?|고양이|\
  ニャーと鳴く動物は何ですか？|猫
  Which animal barks?;What animal says woof?|the dog|The dog barks.|\
  멍멍 짖는 동물은 무엇인가요?|개|\
  ワンワンと鳴く動物は何ですか？|犬
  Which animal gives us milk?;What animal moos?|the cow|The cow gives us milk.|\
  우유를 주는 동물은 무엇인가요?|소|\
  牛乳を出す動物は何ですか？|牛
  What color does the sky have?;Which color is the sky on a clear day?|blue|The sky is blue.|\
  하늘은 어떤 색인가요?;맑은 하늘은 무슨 색이에요?|파란색|\
  空はどんな色ですか？;空は何色ですか？|青
  What color does grass have?;Which color is grass?|green|Grass is green.|\
  풀은 어떤 색인가요?;잔디는 무슨 색이에요?|초록색|\
  草は何色ですか？|緑
  What color does snow have?;Which color is snow?|white|Snow is white.|\
  눈은 어떤 색인가요?;눈은 무슨 색이에요?|하얀색|\
  雪は何色ですか？|白
  What color does a banana have?;Which color is a ripe banana?|yellow|A ripe banana is yellow.|\
  바나나는 어떤 색인가요?;바나나는 무슨 색이에요?|노란색|\
  バナナは何色ですか？|黄色
  What color does blood have?;Which color is blood?|red|Blood is red.|피는 어떤 색인가요?|빨간색|血は何色ですか？|赤
  What color does coal have?|black|Coal is black.|석탄은 어떤 색인가요?|검은색|石炭は何色ですか？|黒
  What do honey bees produce?;What do bees give us?|honey|Bees make honey.|\
  꿀벌은 무엇을 만드나요?;벌이 만드는 것은 무엇인가요?|꿀|\
  蜂は何を作りますか？|蜂蜜
  What do cows drink?;What do cows usually drink?|water|Cows drink water.|\
  소는 무엇을 마시나요?|물|\
  牛は何を飲みますか？|水
  What do pandas eat?|bamboo|Pandas eat bamboo.|판다는 무엇을 먹나요?|대나무|パンダは何を食べますか？|笹
  Which gas do plants take in?;What gas do plants absorb?|carbon dioxide|\
  Plants take in carbon dioxide.|\
  식물은 어떤 기체를 흡수하나요?|이산화탄소|\
  植物はどんな気体を吸いますか？|二酸化炭素
  Which gas do people breathe in?;What gas do we need to breathe?|oxygen|\
  People need oxygen to breathe.|\
  사람은 어떤 기체로 숨을 쉬나요?|산소|\
  人が呼吸に必要な気体は何ですか？|酸素
  Which material is the hardest?;What is the hardest natural material?|diamond|\
  The hardest natural material is diamond.|\
  가장 단단한 물질은 무엇인가요?|다이아몬드|\
  一番硬い物質は何ですか？|ダイヤモンド
  How fast is light?;At what speed does light travel?|300,000 kilometers per second|\
  Light travels at about 300,000 kilometers per second.|\
  빛은 얼마나 빠른가요?;빛의 속도는 얼마예요?|초속 약 30만 킬로미터|\
  光の速さはどのくらいですか？|秒速約30万キロメートル
  What is the chemical formula of water?;What is water made of?|H2O|\
  The chemical formula of water is H2O.|\
  물의 화학식은 무엇인가요?|H2O|\
  水の化学式は何ですか？|H2O
  What is bread made from?;What is bread mostly made of?|flour|Bread is made from flour.|\
  빵은 무엇으로 만드나요?|밀가루|\
  パンは何から作りますか？|小麦粉
  What is cheese made from?;What is butter made from?|milk|Cheese is made from milk.|\
  치즈는 무엇으로 만드나요?|우유|\
  チーズは何から作りますか？|牛乳
  What is wine made from?|grapes|Wine is made from grapes.|포도주는 무엇으로 만드나요?|포도|ワインは何から作りますか？|ぶどう
  What is kimchi made from?|cabbage|Kimchi is made from cabbage.|김치는 무엇으로 만드나요?|배추|キムチは何から作りますか？|白菜
  What is tofu made from?|soybeans|Tofu is made from soybeans.|두부는 무엇으로 만드나요?|콩|豆腐は何から作りますか？|大豆
  What falls from clouds?;What falls from the sky on a wet day?|rain|Rain falls from clouds.|\
  구름에서 무엇이 내리나요?|비|\
  雲から何が降りますか？|雨
  Which organ pumps blood?;What pumps blood through the body?|the heart|The heart pumps blood.|\
  피를 보내는 기관은 무엇인가요?|심장|\
  血を送る臓器は何ですか？|心臓
  Which season is the coldest?;What is the coldest season?|winter|The coldest season is winter.|\
  가장 추운 계절은 무엇인가요?|겨울|\
  一番寒い季節はいつですか？|冬
  Which season is the hottest?;What is the hottest season?|summer|The hottest season is summer.|\
  가장 더운 계절은 무엇인가요?|여름|\
  一番暑い季節はいつですか？|夏
  Where does the sun rise?|in the east|The sun rises in the east.|해는 어디에서 뜨나요?|동쪽|太陽はどこから昇りますか？|東
  Where does the sun set?|in the west|The sun sets in the west.|해는 어디로 지나요?|서쪽|太陽はどこに沈みますか？|西
  """
