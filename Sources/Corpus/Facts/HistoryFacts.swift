/// People, years and places.
///
/// A row is questions, answer and sentence, then Korean questions and answer, then Japanese ones.
let historyFacts = """
  Who described gravity?;Who described the law of gravity?;Who found the law of gravity?|\
  Isaac Newton|Isaac Newton described the law of gravity.|\
  중력의 법칙을 밝힌 사람은 누구인가요?;중력을 설명한 사람은 누구예요?|아이작 뉴턴|\
  重力の法則を見つけたのは誰ですか？|ニュートン
  Who developed the theory of relativity?;Who is famous for relativity?|Albert Einstein|\
  Albert Einstein developed the theory of relativity.|\
  상대성 이론을 만든 사람은 누구인가요?|알베르트 아인슈타인|\
  相対性理論を作ったのは誰ですか？|アインシュタイン
  Who described evolution?;Who wrote about evolution?|Charles Darwin|\
  Charles Darwin described evolution.|\
  진화론을 말한 사람은 누구인가요?|찰스 다윈|\
  進化論を唱えたのは誰ですか？|ダーウィン
  Who discovered radium?;Which woman won two Nobel prizes?|Marie Curie|\
  Marie Curie discovered radium.|\
  라듐을 발견한 사람은 누구인가요?|마리 퀴리|\
  ラジウムを発見したのは誰ですか？|マリー・キュリー
  Who discovered penicillin?|Alexander Fleming|Alexander Fleming discovered penicillin.|\
  페니실린을 발견한 사람은 누구인가요?|알렉산더 플레밍|\
  ペニシリンを発見したのは誰ですか？|フレミング
  Who first walked on the Moon?;Who was first on the Moon?|Neil Armstrong|\
  Neil Armstrong was the first person on the Moon.|\
  달에 처음 간 사람은 누구인가요?;달을 처음 밟은 사람은 누구예요?|닐 암스트롱|\
  初めて月に立った人は誰ですか？|アームストロング
  Who was the first person in space?;Who first flew into space?|Yuri Gagarin|\
  Yuri Gagarin was the first person in space.|\
  우주에 처음 간 사람은 누구인가요?|유리 가가린|\
  初めて宇宙に行った人は誰ですか？|ガガーリン
  Who was the first US president?;Which president was the first of the United States?|\
  George Washington|George Washington was the first president of the United States.|\
  미국의 초대 대통령은 누구인가요?;미국의 첫 대통령은 누구예요?|조지 워싱턴|\
  アメリカの初代大統領は誰ですか？|ワシントン
  Who reached America in 1492?|Christopher Columbus|Christopher Columbus reached America in 1492.|\
  1492년에 아메리카에 간 사람은 누구인가요?|콜럼버스|\
  1492年にアメリカに着いたのは誰ですか？|コロンブス
  Who composed the Ninth Symphony?;Which composer wrote Ode to Joy?|Ludwig van Beethoven|\
  Ludwig van Beethoven composed the Ninth Symphony.|\
  합창 교향곡을 작곡한 사람은 누구인가요?|베토벤|\
  第九を作曲したのは誰ですか？|ベートーヴェン
  Who composed The Magic Flute?;Which composer wrote The Magic Flute?|Wolfgang Amadeus Mozart|\
  Wolfgang Amadeus Mozart composed The Magic Flute.|\
  마술 피리를 작곡한 사람은 누구인가요?|모차르트|\
  魔笛を作曲したのは誰ですか？|モーツァルト
  Who composed The Four Seasons?|Antonio Vivaldi|Antonio Vivaldi composed The Four Seasons.|\
  사계를 작곡한 사람은 누구인가요?|비발디|\
  四季を作曲したのは誰ですか？|ヴィヴァルディ
  Who founded Microsoft?|Bill Gates|Bill Gates founded Microsoft.|\
  마이크로소프트를 세운 사람은 누구인가요?|빌 게이츠|\
  マイクロソフトを作ったのは誰ですか？|ビル・ゲイツ
  Who directed Jaws?;Which director made E.T.?|Steven Spielberg|Steven Spielberg directed Jaws.|\
  죠스를 만든 감독은 누구인가요?|스티븐 스필버그|\
  ジョーズの監督は誰ですか？|スピルバーグ
  Who directed Titanic?|James Cameron|James Cameron directed Titanic.|\
  영화 타이타닉의 감독은 누구인가요?|제임스 카메론|\
  映画タイタニックの監督は誰ですか？|ジェームズ・キャメロン
  In what year did the Titanic sink?;Which year did the Titanic go down?|1912|\
  The Titanic sank in 1912.|\
  타이타닉은 몇 년에 침몰했나요?;타이타닉호가 가라앉은 해는 언제인가요?|1912년|\
  タイタニックはいつ沈みましたか？|1912年
  In what year did World War II end?;When was the end of World War II?|1945|\
  World War II ended in 1945.|\
  제2차 세계 대전은 몇 년에 끝났나요?;2차 대전이 끝난 해는 언제인가요?|1945년|\
  第二次世界大戦はいつ終わりましたか？|1945年
  In what year did World War I begin?;When did World War I start?|1914|World War I began in 1914.|\
  제1차 세계 대전은 언제 시작됐나요?|1914년|\
  第一次世界大戦はいつ始まりましたか？|1914年
  In what year did the Berlin Wall fall?;When did the Berlin Wall fall?|1989|\
  The Berlin Wall fell in 1989.|\
  베를린 장벽은 언제 무너졌나요?|1989년|\
  ベルリンの壁はいつ崩れましたか？|1989年
  In what year did people land on the Moon?;When was the first Moon landing?|1969|\
  People landed on the Moon in 1969.|\
  사람이 달에 처음 간 해는 언제인가요?|1969년|\
  人が初めて月に着いたのはいつですか？|1969年
  When was the French Revolution?;In what year did the French Revolution begin?|1789|\
  The French Revolution began in 1789.|\
  프랑스 혁명은 언제 일어났나요?|1789년|\
  フランス革命はいつ起きましたか？|1789年
  Where is the Eiffel Tower?;In which city is the Eiffel Tower?|Paris|\
  The Eiffel Tower is in Paris.|\
  에펠탑은 어디에 있나요?|파리|\
  エッフェル塔はどこにありますか？|パリ
  Where is the Colosseum?;In which city is the Colosseum?|Rome|The Colosseum is in Rome.|\
  콜로세움은 어디에 있나요?|로마|\
  コロッセオはどこにありますか？|ローマ
  Where is the Statue of Liberty?|New York|The Statue of Liberty is in New York.|\
  자유의 여신상은 어디에 있나요?|뉴욕|\
  自由の女神はどこにありますか？|ニューヨーク
  Where is Big Ben?;In which city is Big Ben?|London|Big Ben is in London.|\
  빅 벤은 어디에 있나요?|런던|\
  ビッグベンはどこにありますか？|ロンドン
  Where are the pyramids?;In which country are the great pyramids?|Egypt|\
  The great pyramids are in Egypt.|\
  피라미드는 어디에 있나요?|이집트|\
  ピラミッドはどこにありますか？|エジプト
  Where is Machu Picchu?|Peru|Machu Picchu is in Peru.|마추픽추는 어디에 있나요?|페루|マチュピチュはどこにありますか？|ペルー
  Where is the Great Wall?|China|The Great Wall is in China.|만리장성은 어디에 있나요?|중국|万里の長城はどこにありますか？|中国
  Where is the Taj Mahal?|India|The Taj Mahal is in India.|타지마할은 어디에 있나요?|인도|タージ・マハルはどこにありますか？|インド
  Which city has many canals in Italy?|Venice|Venice has many canals.|\
  운하로 유명한 이탈리아 도시는 어디인가요?|베네치아|\
  運河で有名なイタリアの町はどこですか？|ベネチア
  What is the largest city in Japan?|Tokyo|The largest city in Japan is Tokyo.|\
  일본에서 가장 큰 도시는 어디인가요?|도쿄|\
  日本で一番大きい都市はどこですか？|東京
  What is the largest city in South Korea?|Seoul|The largest city in South Korea is Seoul.|\
  한국에서 가장 큰 도시는 어디인가요?|서울|\
  韓国で一番大きい都市はどこですか？|ソウル
  """
