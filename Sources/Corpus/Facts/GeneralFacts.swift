/// A fact that fits no table of its own.
struct GeneralFact {
  let questions: [String]
  let answer: String
  let sentence: String
  let koreanQuestions: [String]
  let koreanAnswer: String
  let japaneseQuestions: [String]
  let japaneseAnswer: String

  static let all = (table(natureFacts) + table(numberFacts) + table(historyFacts)).map { row in
    GeneralFact(
      questions: alternatives(row[0]), answer: row[1], sentence: row[2],
      koreanQuestions: alternatives(row[3]), koreanAnswer: row[4],
      japaneseQuestions: alternatives(row[5]), japaneseAnswer: row[6])
  }
}

// Questions; answer; sentence; Korean questions; answer; Japanese questions; answer.

private let natureFacts = """
  How far away is the Moon?;What is the distance to the Moon?;How far is it to the Moon?|384,400 kilometers|The Moon is about 384,400 kilometers away.|달까지의 거리는 얼마인가요?;달은 얼마나 멀리 있나요?|약 384,400킬로미터|月までの距離はどのくらいですか？;月はどのくらい遠いですか？|約38万4400キロメートル
  At what temperature does water boil?;When does water boil?;What is the boiling point of water in Celsius?|100 degrees Celsius|Water boils at 100 degrees Celsius.|물은 몇 도에서 끓나요?;물의 끓는점은 얼마인가요?|섭씨 100도|水は何度で沸騰しますか？;水の沸点は何度ですか？|100度
  At what temperature does water freeze?;When does water freeze?;What is the freezing point of water?|0 degrees Celsius|Water freezes at 0 degrees Celsius.|물은 몇 도에서 어나요?;물의 어는점은 얼마인가요?|섭씨 0도|水は何度で凍りますか？|0度
  What is the biggest planet?;Which planet is the largest?;Which planet of the solar system is the largest?|Jupiter|The largest planet is Jupiter.|가장 큰 행성은 무엇인가요?;어떤 행성이 제일 큰가요?|목성|一番大きい惑星は何ですか？;太陽系で最大の惑星は何ですか？|木星
  What is the smallest planet?;Which planet is the smallest?|Mercury|The smallest planet is Mercury.|가장 작은 행성은 무엇인가요?|수성|一番小さい惑星は何ですか？|水星
  Which planet is nearest to the Sun?;What planet is closest to the Sun?|Mercury|Mercury is nearest to the Sun.|태양에서 가장 가까운 행성은 무엇인가요?|수성|太陽に一番近い惑星は何ですか？|水星
  Which planet is red?;Which planet is called the Red Planet?|Mars|Mars is called the Red Planet.|붉은 행성은 무엇인가요?|화성|赤い惑星は何ですか？|火星
  Which planet has rings?;What planet is famous for its rings?|Saturn|Saturn is famous for its rings.|고리가 있는 행성은 무엇인가요?|토성|輪がある惑星は何ですか？|土星
  Which planet do we live on?;What is our planet called?|Earth|We live on Earth.|우리가 사는 행성은 무엇인가요?|지구|私たちが住む惑星は何ですか？|地球
  Which planet is the hottest?|Venus|The hottest planet is Venus.|가장 뜨거운 행성은 무엇인가요?|금성|一番熱い惑星は何ですか？|金星
  Which planet is farthest from the Sun?|Neptune|Neptune is farthest from the Sun.|태양에서 가장 먼 행성은 무엇인가요?|해왕성|太陽から一番遠い惑星は何ですか？|海王星
  Which star is nearest to us?;What star is closest to Earth?|the Sun|The star closest to Earth is the Sun.|지구에서 가장 가까운 별은 무엇인가요?|태양|地球に一番近い恒星は何ですか？|太陽
  Which ocean is the biggest?;What is the name of the largest ocean?|the Pacific Ocean|The largest ocean is the Pacific Ocean.|가장 큰 바다는 무엇인가요?;가장 넓은 바다는 어디인가요?|태평양|一番大きい海は何ですか？;一番広い海はどこですか？|太平洋
  Which river is the longest?;What is the longest river in the world?|the Nile|The longest river in the world is the Nile.|세계에서 가장 긴 강은 무엇인가요?;제일 긴 강은 어디인가요?|나일강|世界で一番長い川は何ですか？|ナイル川
  Which mountain is the highest?;What is the highest mountain on Earth?;What is the tallest mountain?|Mount Everest|The highest mountain on Earth is Mount Everest.|가장 높은 산은 무엇인가요?;제일 높은 산은 어디인가요?|에베레스트산|一番高い山は何ですか？;世界一高い山はどこですか？|エベレスト
  What is the highest mountain in Japan?;Which mountain is the highest in Japan?|Mount Fuji|The highest mountain in Japan is Mount Fuji.|일본에서 가장 높은 산은 무엇인가요?|후지산|日本で一番高い山は何ですか？|富士山
  What is the highest mountain in Korea?|Hallasan|The highest mountain in South Korea is Hallasan.|한국에서 가장 높은 산은 무엇인가요?|한라산|韓国で一番高い山は何ですか？|漢拏山
  What is the largest desert?;Which hot desert is the biggest?|the Sahara|The largest hot desert is the Sahara.|가장 큰 사막은 무엇인가요?|사하라 사막|一番大きい砂漠は何ですか？|サハラ砂漠
  What is the largest country?;Which country is the biggest?|Russia|The largest country is Russia.|가장 큰 나라는 어디인가요?|러시아|一番大きい国はどこですか？|ロシア
  What is the smallest country?;Which country is the smallest?|Vatican City|The smallest country is Vatican City.|가장 작은 나라는 어디인가요?|바티칸|一番小さい国はどこですか？|バチカン
  What is the fastest animal on land?;Which animal runs the fastest?;Which land animal is the fastest?|the cheetah|The fastest land animal is the cheetah.|가장 빠른 동물은 무엇인가요?;제일 빨리 달리는 동물은 무엇인가요?|치타|一番速い動物は何ですか？|チーター
  What is the largest animal?;Which animal is the biggest?|the blue whale|The largest animal is the blue whale.|가장 큰 동물은 무엇인가요?|대왕고래|一番大きい動物は何ですか？|シロナガスクジラ
  What is the tallest animal?;Which animal has the longest neck?|the giraffe|The tallest animal is the giraffe.|목이 가장 긴 동물은 무엇인가요?;가장 키가 큰 동물은 무엇인가요?|기린|一番背が高い動物は何ですか？;首が一番長い動物は何ですか？|キリン
  Which bird cannot fly but swims?|the penguin|The penguin swims but cannot fly.|날지 못하고 헤엄치는 새는 무엇인가요?|펭귄|飛べないで泳ぐ鳥は何ですか？|ペンギン
  Which animal says meow?;What animal purrs?|the cat|The cat says meow.|야옹 하고 우는 동물은 무엇인가요?|고양이|ニャーと鳴く動物は何ですか？|猫
  Which animal barks?;What animal says woof?|the dog|The dog barks.|멍멍 짖는 동물은 무엇인가요?|개|ワンワンと鳴く動物は何ですか？|犬
  Which animal gives us milk?;What animal moos?|the cow|The cow gives us milk.|우유를 주는 동물은 무엇인가요?|소|牛乳を出す動物は何ですか？|牛
  What color does the sky have?;Which color is the sky on a clear day?|blue|The sky is blue.|하늘은 어떤 색인가요?;맑은 하늘은 무슨 색이에요?|파란색|空はどんな色ですか？;空は何色ですか？|青
  What color does grass have?;Which color is grass?|green|Grass is green.|풀은 어떤 색인가요?;잔디는 무슨 색이에요?|초록색|草は何色ですか？|緑
  What color does snow have?;Which color is snow?|white|Snow is white.|눈은 어떤 색인가요?;눈은 무슨 색이에요?|하얀색|雪は何色ですか？|白
  What color does a banana have?;Which color is a ripe banana?|yellow|A ripe banana is yellow.|바나나는 어떤 색인가요?;바나나는 무슨 색이에요?|노란색|バナナは何色ですか？|黄色
  What color does blood have?;Which color is blood?|red|Blood is red.|피는 어떤 색인가요?|빨간색|血は何色ですか？|赤
  What color does coal have?|black|Coal is black.|석탄은 어떤 색인가요?|검은색|石炭は何色ですか？|黒
  What do honey bees produce?;What do bees give us?|honey|Bees make honey.|꿀벌은 무엇을 만드나요?;벌이 만드는 것은 무엇인가요?|꿀|蜂は何を作りますか？|蜂蜜
  What do cows drink?;What do cows usually drink?|water|Cows drink water.|소는 무엇을 마시나요?|물|牛は何を飲みますか？|水
  What do pandas eat?|bamboo|Pandas eat bamboo.|판다는 무엇을 먹나요?|대나무|パンダは何を食べますか？|笹
  Which gas do plants take in?;What gas do plants absorb?|carbon dioxide|Plants take in carbon dioxide.|식물은 어떤 기체를 흡수하나요?|이산화탄소|植物はどんな気体を吸いますか？|二酸化炭素
  Which gas do people breathe in?;What gas do we need to breathe?|oxygen|People need oxygen to breathe.|사람은 어떤 기체로 숨을 쉬나요?|산소|人が呼吸に必要な気体は何ですか？|酸素
  Which material is the hardest?;What is the hardest natural material?|diamond|The hardest natural material is diamond.|가장 단단한 물질은 무엇인가요?|다이아몬드|一番硬い物質は何ですか？|ダイヤモンド
  How fast is light?;At what speed does light travel?|300,000 kilometers per second|Light travels at about 300,000 kilometers per second.|빛은 얼마나 빠른가요?;빛의 속도는 얼마예요?|초속 약 30만 킬로미터|光の速さはどのくらいですか？|秒速約30万キロメートル
  What is the chemical formula of water?;What is water made of?|H2O|The chemical formula of water is H2O.|물의 화학식은 무엇인가요?|H2O|水の化学式は何ですか？|H2O
  What is bread made from?;What is bread mostly made of?|flour|Bread is made from flour.|빵은 무엇으로 만드나요?|밀가루|パンは何から作りますか？|小麦粉
  What is cheese made from?;What is butter made from?|milk|Cheese is made from milk.|치즈는 무엇으로 만드나요?|우유|チーズは何から作りますか？|牛乳
  What is wine made from?|grapes|Wine is made from grapes.|포도주는 무엇으로 만드나요?|포도|ワインは何から作りますか？|ぶどう
  What is kimchi made from?|cabbage|Kimchi is made from cabbage.|김치는 무엇으로 만드나요?|배추|キムチは何から作りますか？|白菜
  What is tofu made from?|soybeans|Tofu is made from soybeans.|두부는 무엇으로 만드나요?|콩|豆腐は何から作りますか？|大豆
  What falls from clouds?;What falls from the sky on a wet day?|rain|Rain falls from clouds.|구름에서 무엇이 내리나요?|비|雲から何が降りますか？|雨
  Which organ pumps blood?;What pumps blood through the body?|the heart|The heart pumps blood.|피를 보내는 기관은 무엇인가요?|심장|血を送る臓器は何ですか？|心臓
  Which season is the coldest?;What is the coldest season?|winter|The coldest season is winter.|가장 추운 계절은 무엇인가요?|겨울|一番寒い季節はいつですか？|冬
  Which season is the hottest?;What is the hottest season?|summer|The hottest season is summer.|가장 더운 계절은 무엇인가요?|여름|一番暑い季節はいつですか？|夏
  Where does the sun rise?|in the east|The sun rises in the east.|해는 어디에서 뜨나요?|동쪽|太陽はどこから昇りますか？|東
  Where does the sun set?|in the west|The sun sets in the west.|해는 어디로 지나요?|서쪽|太陽はどこに沈みますか？|西
  """

private let numberFacts = """
  How many continents does Earth have?;How many continents are on Earth?|seven|Earth has seven continents.|대륙은 모두 몇 개예요?;지구에는 대륙이 몇 개 있나요?|일곱 개|大陸はいくつありますか？|七つ
  How many oceans does Earth have?;How many oceans are there?|five|Earth has five oceans.|바다는 모두 몇 개예요?;대양은 몇 개인가요?|다섯 개|大洋はいくつありますか？|五つ
  How many planets does the solar system have?;How many planets are there?|eight|The solar system has eight planets.|행성은 모두 몇 개예요?;태양계에는 행성이 몇 개 있나요?|여덟 개|惑星はいくつありますか？|八つ
  How many moons does Earth have?|one|Earth has one moon.|지구의 달은 몇 개인가요?|한 개|地球の月はいくつありますか？|一つ
  How many days does a year have?;How many days are in a year?|365|A year has 365 days.|1년은 며칠이에요?;일 년은 며칠인가요?|365일|一年は何日ですか？|365日
  How many days does a leap year have?;How long is a leap year?|366|A leap year has 366 days.|윤년은 며칠이에요?|366일|うるう年は何日ですか？|366日
  How many days does a week have?;How many days are in a week?|seven|A week has seven days.|일주일은 며칠이에요?;일주일은 며칠인가요?|7일|一週間は何日ですか？|七日
  How many weeks does a year have?|52|A year has 52 weeks.|1년은 몇 주예요?|52주|一年は何週間ですか？|52週間
  How many months does a year have?;How many months are in a year?|twelve|A year has twelve months.|1년은 몇 달이에요?;일 년은 몇 개월인가요?|열두 달|一年は何か月ですか？|十二か月
  How many hours does a day have?;How many hours are there in one day?|24|A day has 24 hours.|하루는 몇 시간이에요?;하루에는 몇 시간이 있나요?|24시간|一日は何時間ですか？|24時間
  How many minutes does an hour have?;How many minutes are there in one hour?|60|An hour has 60 minutes.|한 시간은 몇 분이에요?;한 시간은 몇 분인가요?|60분|一時間は何分ですか？|60分
  How many seconds does a minute have?;How many seconds are in a minute?|60|A minute has 60 seconds.|1분은 몇 초예요?;일 분은 몇 초인가요?|60초|一分は何秒ですか？|60秒
  How many years does a century have?;How long is a century?|100|A century has 100 years.|한 세기는 몇 년인가요?|100년|一世紀は何年ですか？|100年
  How many seasons does a year have?;How many seasons are there?|four|A year has four seasons.|계절은 몇 개인가요?|네 개|季節はいくつありますか？|四つ
  How many legs do spiders have?;Spiders have how many legs?|eight|Spiders have eight legs.|거미는 다리가 몇 개예요?;거미 다리는 몇 개인가요?|여덟 개|蜘蛛の足は何本ですか？|八本
  How many legs do insects have?;How many legs does an ant have?|six|Insects have six legs.|곤충은 다리가 몇 개예요?;곤충의 다리는 몇 개인가요?|여섯 개|昆虫の足は何本ですか？|六本
  How many legs do cats have?;How many legs does a dog have?|four|Cats have four legs.|고양이는 다리가 몇 개예요?;강아지의 다리는 몇 개인가요?|네 개|猫の足は何本ですか？|四本
  How many arms does an octopus have?;How many legs does an octopus have?|eight|An octopus has eight arms.|문어의 다리는 몇 개인가요?|여덟 개|タコの足は何本ですか？|八本
  How many wheels does a car have?|four|A car has four wheels.|자동차의 바퀴는 몇 개인가요?|네 개|車のタイヤは何本ですか？|四本
  How many wheels does a bicycle have?|two|A bicycle has two wheels.|자전거의 바퀴는 몇 개인가요?|두 개|自転車の車輪はいくつですか？|二つ
  How many sides has a triangle?;How many corners does a triangle have?|three|A triangle has three sides.|삼각형은 변이 몇 개예요?;삼각형에는 변이 몇 개 있나요?|세 개|三角形の辺はいくつですか？|三つ
  How many sides has a square?;How many corners does a square have?|four|A square has four sides.|사각형의 변은 몇 개인가요?|네 개|四角形の辺はいくつですか？|四つ
  How many sides has a hexagon?;How many corners does a hexagon have?|six|A hexagon has six sides.|육각형의 변은 몇 개인가요?|여섯 개|六角形の辺はいくつですか？|六つ
  How many states does the USA have?;How many states are in the United States?|fifty|The United States has fifty states.|미국에는 주가 몇 개 있나요?|50개|アメリカの州はいくつありますか？|50
  How many bones does a person have?;How many bones does an adult have?|206|An adult has 206 bones.|사람의 뼈는 몇 개인가요?|206개|人の骨は何本ですか？|206本
  How many teeth does an adult have?|32|An adult has 32 teeth.|어른의 이는 몇 개인가요?|32개|大人の歯は何本ですか？|32本
  How many fingers does a hand have?|five|A hand has five fingers.|한 손의 손가락은 몇 개인가요?|다섯 개|片手の指は何本ですか？|五本
  How many letters does the English alphabet have?;How many letters are in the alphabet?|26|The English alphabet has 26 letters.|영어 알파벳은 몇 자인가요?|26자|英語のアルファベットは何文字ですか？|26文字
  How many strings does a guitar have?|six|A guitar has six strings.|기타의 줄은 몇 개인가요?|여섯 개|ギターの弦は何本ですか？|六本
  How many keys does a piano have?|88|A piano has 88 keys.|피아노의 건반은 몇 개인가요?|88개|ピアノの鍵盤はいくつですか？|88
  How many strings does a violin have?|four|A violin has four strings.|바이올린의 줄은 몇 개인가요?|네 개|バイオリンの弦は何本ですか？|四本
  How many players are in a soccer team?;How many players does a football team have?|eleven|A soccer team has eleven players.|축구팀은 몇 명인가요?|열한 명|サッカーのチームは何人ですか？|十一人
  How many players are in a baseball team?|nine|A baseball team has nine players.|야구팀은 몇 명인가요?|아홉 명|野球のチームは何人ですか？|九人
  How many colors does a rainbow have?;How many colors are in a rainbow?|seven|A rainbow has seven colors.|무지개는 몇 가지 색인가요?|일곱 가지|虹は何色ありますか？|七色
  How long is a marathon race?;How many kilometers does a marathon have?|42.195 kilometers|A marathon is 42.195 kilometers long.|마라톤은 몇 킬로미터예요?;마라톤의 거리는 얼마인가요?|42.195킬로미터|マラソンは何キロですか？|42.195キロ
  How many meters does a kilometer have?|1,000|A kilometer has 1,000 meters.|1킬로미터는 몇 미터인가요?|1,000미터|一キロは何メートルですか？|1000メートル
  How many grams does a kilogram have?|1,000|A kilogram has 1,000 grams.|1킬로그램은 몇 그램인가요?|1,000그램|一キログラムは何グラムですか？|1000グラム
  How many degrees does a circle have?|360|A circle has 360 degrees.|원은 몇 도인가요?|360도|円は何度ですか？|360度
  What is half of one hundred?|50|Half of one hundred is 50.|100의 절반은 얼마인가요?|50|100の半分はいくつですか？|50
  What is the square root of 81?|9|The square root of 81 is 9.|81의 제곱근은 얼마인가요?|9|81の平方根はいくつですか？|9
  What is the square root of 16?|4|The square root of 16 is 4.|16의 제곱근은 얼마인가요?|4|16の平方根はいくつですか？|4
  At what temperature in Fahrenheit does water freeze?|32 degrees|Water freezes at 32 degrees Fahrenheit.|물은 화씨 몇 도에서 어나요?|화씨 32도|水は華氏何度で凍りますか？|華氏32度
  """

private let historyFacts = """
  Who described gravity?;Who described the law of gravity?;Who found the law of gravity?|Isaac Newton|Isaac Newton described the law of gravity.|중력의 법칙을 밝힌 사람은 누구인가요?;중력을 설명한 사람은 누구예요?|아이작 뉴턴|重力の法則を見つけたのは誰ですか？|ニュートン
  Who developed the theory of relativity?;Who is famous for relativity?|Albert Einstein|Albert Einstein developed the theory of relativity.|상대성 이론을 만든 사람은 누구인가요?|알베르트 아인슈타인|相対性理論を作ったのは誰ですか？|アインシュタイン
  Who described evolution?;Who wrote about evolution?|Charles Darwin|Charles Darwin described evolution.|진화론을 말한 사람은 누구인가요?|찰스 다윈|進化論を唱えたのは誰ですか？|ダーウィン
  Who discovered radium?;Which woman won two Nobel prizes?|Marie Curie|Marie Curie discovered radium.|라듐을 발견한 사람은 누구인가요?|마리 퀴리|ラジウムを発見したのは誰ですか？|マリー・キュリー
  Who discovered penicillin?|Alexander Fleming|Alexander Fleming discovered penicillin.|페니실린을 발견한 사람은 누구인가요?|알렉산더 플레밍|ペニシリンを発見したのは誰ですか？|フレミング
  Who first walked on the Moon?;Who was first on the Moon?|Neil Armstrong|Neil Armstrong was the first person on the Moon.|달에 처음 간 사람은 누구인가요?;달을 처음 밟은 사람은 누구예요?|닐 암스트롱|初めて月に立った人は誰ですか？|アームストロング
  Who was the first person in space?;Who first flew into space?|Yuri Gagarin|Yuri Gagarin was the first person in space.|우주에 처음 간 사람은 누구인가요?|유리 가가린|初めて宇宙に行った人は誰ですか？|ガガーリン
  Who was the first US president?;Which president was the first of the United States?|George Washington|George Washington was the first president of the United States.|미국의 초대 대통령은 누구인가요?;미국의 첫 대통령은 누구예요?|조지 워싱턴|アメリカの初代大統領は誰ですか？|ワシントン
  Who reached America in 1492?|Christopher Columbus|Christopher Columbus reached America in 1492.|1492년에 아메리카에 간 사람은 누구인가요?|콜럼버스|1492年にアメリカに着いたのは誰ですか？|コロンブス
  Who composed the Ninth Symphony?;Which composer wrote Ode to Joy?|Ludwig van Beethoven|Ludwig van Beethoven composed the Ninth Symphony.|합창 교향곡을 작곡한 사람은 누구인가요?|베토벤|第九を作曲したのは誰ですか？|ベートーヴェン
  Who composed The Magic Flute?;Which composer wrote The Magic Flute?|Wolfgang Amadeus Mozart|Wolfgang Amadeus Mozart composed The Magic Flute.|마술 피리를 작곡한 사람은 누구인가요?|모차르트|魔笛を作曲したのは誰ですか？|モーツァルト
  Who composed The Four Seasons?|Antonio Vivaldi|Antonio Vivaldi composed The Four Seasons.|사계를 작곡한 사람은 누구인가요?|비발디|四季を作曲したのは誰ですか？|ヴィヴァルディ
  Who founded Microsoft?|Bill Gates|Bill Gates founded Microsoft.|마이크로소프트를 세운 사람은 누구인가요?|빌 게이츠|マイクロソフトを作ったのは誰ですか？|ビル・ゲイツ
  Who directed Jaws?;Which director made E.T.?|Steven Spielberg|Steven Spielberg directed Jaws.|죠스를 만든 감독은 누구인가요?|스티븐 스필버그|ジョーズの監督は誰ですか？|スピルバーグ
  Who directed Titanic?|James Cameron|James Cameron directed Titanic.|영화 타이타닉의 감독은 누구인가요?|제임스 카메론|映画タイタニックの監督は誰ですか？|ジェームズ・キャメロン
  In what year did the Titanic sink?;Which year did the Titanic go down?|1912|The Titanic sank in 1912.|타이타닉은 몇 년에 침몰했나요?;타이타닉호가 가라앉은 해는 언제인가요?|1912년|タイタニックはいつ沈みましたか？|1912年
  In what year did World War II end?;When was the end of World War II?|1945|World War II ended in 1945.|제2차 세계 대전은 몇 년에 끝났나요?;2차 대전이 끝난 해는 언제인가요?|1945년|第二次世界大戦はいつ終わりましたか？|1945年
  In what year did World War I begin?;When did World War I start?|1914|World War I began in 1914.|제1차 세계 대전은 언제 시작됐나요?|1914년|第一次世界大戦はいつ始まりましたか？|1914年
  In what year did the Berlin Wall fall?;When did the Berlin Wall fall?|1989|The Berlin Wall fell in 1989.|베를린 장벽은 언제 무너졌나요?|1989년|ベルリンの壁はいつ崩れましたか？|1989年
  In what year did people land on the Moon?;When was the first Moon landing?|1969|People landed on the Moon in 1969.|사람이 달에 처음 간 해는 언제인가요?|1969년|人が初めて月に着いたのはいつですか？|1969年
  When was the French Revolution?;In what year did the French Revolution begin?|1789|The French Revolution began in 1789.|프랑스 혁명은 언제 일어났나요?|1789년|フランス革命はいつ起きましたか？|1789年
  Where is the Eiffel Tower?;In which city is the Eiffel Tower?|Paris|The Eiffel Tower is in Paris.|에펠탑은 어디에 있나요?|파리|エッフェル塔はどこにありますか？|パリ
  Where is the Colosseum?;In which city is the Colosseum?|Rome|The Colosseum is in Rome.|콜로세움은 어디에 있나요?|로마|コロッセオはどこにありますか？|ローマ
  Where is the Statue of Liberty?|New York|The Statue of Liberty is in New York.|자유의 여신상은 어디에 있나요?|뉴욕|自由の女神はどこにありますか？|ニューヨーク
  Where is Big Ben?;In which city is Big Ben?|London|Big Ben is in London.|빅 벤은 어디에 있나요?|런던|ビッグベンはどこにありますか？|ロンドン
  Where are the pyramids?;In which country are the great pyramids?|Egypt|The great pyramids are in Egypt.|피라미드는 어디에 있나요?|이집트|ピラミッドはどこにありますか？|エジプト
  Where is Machu Picchu?|Peru|Machu Picchu is in Peru.|마추픽추는 어디에 있나요?|페루|マチュピチュはどこにありますか？|ペルー
  Where is the Great Wall?|China|The Great Wall is in China.|만리장성은 어디에 있나요?|중국|万里の長城はどこにありますか？|中国
  Where is the Taj Mahal?|India|The Taj Mahal is in India.|타지마할은 어디에 있나요?|인도|タージ・マハルはどこにありますか？|インド
  Which city has many canals in Italy?|Venice|Venice has many canals.|운하로 유명한 이탈리아 도시는 어디인가요?|베네치아|運河で有名なイタリアの町はどこですか？|ベネチア
  What is the largest city in Japan?|Tokyo|The largest city in Japan is Tokyo.|일본에서 가장 큰 도시는 어디인가요?|도쿄|日本で一番大きい都市はどこですか？|東京
  What is the largest city in South Korea?|Seoul|The largest city in South Korea is Seoul.|한국에서 가장 큰 도시는 어디인가요?|서울|韓国で一番大きい都市はどこですか？|ソウル
  """
