/// Counts and measures.
///
/// A row is questions, answer and sentence, then Korean questions and answer, then Japanese ones.
let numberFacts = """
  How many continents does Earth have?;How many continents are on Earth?|seven|\
  Earth has seven continents.|\
  대륙은 모두 몇 개예요?;지구에는 대륙이 몇 개 있나요?|일곱 개|\
  大陸はいくつありますか？|七つ
  How many oceans does Earth have?;How many oceans are there?|five|Earth has five oceans.|\
  바다는 모두 몇 개예요?;대양은 몇 개인가요?|다섯 개|\
  大洋はいくつありますか？|五つ
  How many planets does the solar system have?;How many planets are there?|eight|\
  The solar system has eight planets.|\
  행성은 모두 몇 개예요?;태양계에는 행성이 몇 개 있나요?|여덟 개|\
  惑星はいくつありますか？|八つ
  How many moons does Earth have?|one|Earth has one moon.|지구의 달은 몇 개인가요?|한 개|地球の月はいくつありますか？|一つ
  How many days does a year have?;How many days are in a year?|365|A year has 365 days.|\
  1년은 며칠이에요?;일 년은 며칠인가요?|365일|\
  一年は何日ですか？|365日
  How many days does a leap year have?;How long is a leap year?|366|A leap year has 366 days.|\
  윤년은 며칠이에요?|366일|\
  うるう年は何日ですか？|366日
  How many days does a week have?;How many days are in a week?|seven|A week has seven days.|\
  일주일은 며칠이에요?;일주일은 며칠인가요?|7일|\
  一週間は何日ですか？|七日
  How many weeks does a year have?|52|A year has 52 weeks.|1년은 몇 주예요?|52주|一年は何週間ですか？|52週間
  How many months does a year have?;How many months are in a year?|twelve|\
  A year has twelve months.|\
  1년은 몇 달이에요?;일 년은 몇 개월인가요?|열두 달|\
  一年は何か月ですか？|十二か月
  How many hours does a day have?;How many hours are there in one day?|24|A day has 24 hours.|\
  하루는 몇 시간이에요?;하루에는 몇 시간이 있나요?|24시간|\
  一日は何時間ですか？|24時間
  How many minutes does an hour have?;How many minutes are there in one hour?|60|\
  An hour has 60 minutes.|\
  한 시간은 몇 분이에요?;한 시간은 몇 분인가요?|60분|\
  一時間は何分ですか？|60分
  How many seconds does a minute have?;How many seconds are in a minute?|60|\
  A minute has 60 seconds.|\
  1분은 몇 초예요?;일 분은 몇 초인가요?|60초|\
  一分は何秒ですか？|60秒
  How many years does a century have?;How long is a century?|100|A century has 100 years.|\
  한 세기는 몇 년인가요?|100년|\
  一世紀は何年ですか？|100年
  How many seasons does a year have?;How many seasons are there?|four|A year has four seasons.|\
  계절은 몇 개인가요?|네 개|\
  季節はいくつありますか？|四つ
  How many legs do spiders have?;Spiders have how many legs?|eight|Spiders have eight legs.|\
  거미는 다리가 몇 개예요?;거미 다리는 몇 개인가요?|여덟 개|\
  蜘蛛の足は何本ですか？|八本
  How many legs do insects have?;How many legs does an ant have?|six|Insects have six legs.|\
  곤충은 다리가 몇 개예요?;곤충의 다리는 몇 개인가요?|여섯 개|\
  昆虫の足は何本ですか？|六本
  How many legs do cats have?;How many legs does a dog have?|four|Cats have four legs.|\
  고양이는 다리가 몇 개예요?;강아지의 다리는 몇 개인가요?|네 개|\
  猫の足は何本ですか？|四本
  How many arms does an octopus have?;How many legs does an octopus have?|eight|\
  An octopus has eight arms.|\
  문어의 다리는 몇 개인가요?|여덟 개|\
  タコの足は何本ですか？|八本
  How many wheels does a car have?|four|A car has four wheels.|자동차의 바퀴는 몇 개인가요?|네 개|車のタイヤは何本ですか？|四本
  How many wheels does a bicycle have?|two|A bicycle has two wheels.|\
  자전거의 바퀴는 몇 개인가요?|두 개|\
  自転車の車輪はいくつですか？|二つ
  How many sides has a triangle?;How many corners does a triangle have?|three|\
  A triangle has three sides.|\
  삼각형은 변이 몇 개예요?;삼각형에는 변이 몇 개 있나요?|세 개|\
  三角形の辺はいくつですか？|三つ
  How many sides has a square?;How many corners does a square have?|four|A square has four sides.|\
  사각형의 변은 몇 개인가요?|네 개|\
  四角形の辺はいくつですか？|四つ
  How many sides has a hexagon?;How many corners does a hexagon have?|six|\
  A hexagon has six sides.|\
  육각형의 변은 몇 개인가요?|여섯 개|\
  六角形の辺はいくつですか？|六つ
  How many states does the USA have?;How many states are in the United States?|fifty|\
  The United States has fifty states.|\
  미국에는 주가 몇 개 있나요?|50개|\
  アメリカの州はいくつありますか？|50
  How many bones does a person have?;How many bones does an adult have?|206|\
  An adult has 206 bones.|\
  사람의 뼈는 몇 개인가요?|206개|\
  人の骨は何本ですか？|206本
  How many teeth does an adult have?|32|An adult has 32 teeth.|어른의 이는 몇 개인가요?|32개|大人の歯は何本ですか？|32本
  How many fingers does a hand have?|five|A hand has five fingers.|\
  한 손의 손가락은 몇 개인가요?|다섯 개|\
  片手の指は何本ですか？|五本
  How many letters does the English alphabet have?;How many letters are in the alphabet?|26|\
  The English alphabet has 26 letters.|\
  영어 알파벳은 몇 자인가요?|26자|\
  英語のアルファベットは何文字ですか？|26文字
  How many strings does a guitar have?|six|A guitar has six strings.|\
  기타의 줄은 몇 개인가요?|여섯 개|\
  ギターの弦は何本ですか？|六本
  How many keys does a piano have?|88|A piano has 88 keys.|피아노의 건반은 몇 개인가요?|88개|ピアノの鍵盤はいくつですか？|88
  How many strings does a violin have?|four|A violin has four strings.|\
  바이올린의 줄은 몇 개인가요?|네 개|\
  バイオリンの弦は何本ですか？|四本
  How many players are in a soccer team?;How many players does a football team have?|eleven|\
  A soccer team has eleven players.|\
  축구팀은 몇 명인가요?|열한 명|\
  サッカーのチームは何人ですか？|十一人
  How many players are in a baseball team?|nine|A baseball team has nine players.|\
  야구팀은 몇 명인가요?|아홉 명|\
  野球のチームは何人ですか？|九人
  How many colors does a rainbow have?;How many colors are in a rainbow?|seven|\
  A rainbow has seven colors.|\
  무지개는 몇 가지 색인가요?|일곱 가지|\
  虹は何色ありますか？|七色
  How long is a marathon race?;How many kilometers does a marathon have?|42.195 kilometers|\
  A marathon is 42.195 kilometers long.|\
  마라톤은 몇 킬로미터예요?;마라톤의 거리는 얼마인가요?|42.195킬로미터|\
  マラソンは何キロですか？|42.195キロ
  How many meters does a kilometer have?|1,000|A kilometer has 1,000 meters.|\
  1킬로미터는 몇 미터인가요?|1,000미터|\
  一キロは何メートルですか？|1000メートル
  How many grams does a kilogram have?|1,000|A kilogram has 1,000 grams.|\
  1킬로그램은 몇 그램인가요?|1,000그램|\
  一キログラムは何グラムですか？|1000グラム
  How many degrees does a circle have?|360|A circle has 360 degrees.|원은 몇 도인가요?|360도|円は何度ですか？|360度
  What is half of one hundred?|50|Half of one hundred is 50.|100의 절반은 얼마인가요?|50|100の半分はいくつですか？|50
  What is the square root of 81?|9|The square root of 81 is 9.|81의 제곱근은 얼마인가요?|9|81の平方根はいくつですか？|9
  What is the square root of 16?|4|The square root of 16 is 4.|16의 제곱근은 얼마인가요?|4|16の平方根はいくつですか？|4
  At what temperature in Fahrenheit does water freeze?|32 degrees|\
  Water freezes at 32 degrees Fahrenheit.|\
  물은 화씨 몇 도에서 어나요?|화씨 32도|\
  水は華氏何度で凍りますか？|華氏32度
  """
