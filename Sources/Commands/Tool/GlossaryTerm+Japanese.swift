extension GlossaryTerm {
  /// The glossary in Japanese, term for term as in English.
  static let japanese: [GlossaryTerm] =
    japaneseData + japaneseServices + japaneseTraining + japaneseResults

  private static let japaneseData: [GlossaryTerm] = [
    GlossaryTerm(
      "dataset", ja: "データセット", ["dataset", "データ集合"],
      "一つの名前でまとめた例の全体です。これまでの変更も一緒に残ります。",
      here: "load marv.jsonl as marv で作ります。list はデータセットをすべて示し、marv.count は"
        + "例の数です。",
      elsewhere: "OpenAI ではデータセットのかわりにファイルを使います。launch は例を一つのファイルにして"
        + "送ります。"),
    GlossaryTerm(
      "revision", ja: "リビジョン", ["revision", "改訂"],
      "変更のたびに残る、そのときのデータセットの状態です。r1、r2 のように番号が付きます。",
      here: "変更するたびに一つ増え、前のものも残ります。log marv で一覧を、show marv@r1 で最初の"
        + "リビジョンを見られます。"),
    GlossaryTerm(
      "snapshot", ja: "スナップショット", ["snapshot"],
      "名前が付いて、もう変わらない状態です。モデルなら名前に日付の入ったバージョン、データセットなら"
        + "名前を付けたリビジョンを指します。",
      here: "snapshot marv as before-cleaning で今のリビジョンに名前を付けます。"
        + "diff marv@before-cleaning で、それから変わったところを見られます。",
      elsewhere: "OpenAI の gpt-4.1-mini は、スナップショット gpt-4.1-mini-2025-04-14 を指します。"),
    GlossaryTerm(
      "example", ja: "例", ["example", "row", "line", "学習例", "事例", "サンプル"],
      "モデルが学ぶ会話の一つで、JSONL ファイルの一行です。",
      here: "show marv#7 で一つ見られます。ほかの例を消しても番号は変わりません。",
      elsewhere: "OpenAI では、一つのファイルに例が 10 件以上必要です。"),
    GlossaryTerm(
      "JSONL", ja: "JSONL", ["JSON Lines", "ndjson"],
      "一行に JSON オブジェクトが一つずつ入ったテキストファイルで、文字コードは UTF-8 です。",
      here: "load で読み、export で書き出します。だれも触らなかった行は一バイトも変わりません。",
      elsewhere: "名前が .jsonl で終わるファイルしか受け付けないサービスもあります。"),
    GlossaryTerm(
      "system prompt", ja: "システムプロンプト", ["system prompt", "system", "システムメッセージ"],
      "会話の前に置き、どう答えるかをモデルに伝えるメッセージです。",
      here: "ask と chat は、--system で別のものを指定しないかぎり、学習データのシステムプロンプトを"
        + "送ります。ファインチューニングしたモデルは、学んだときと同じプロンプトで最もよく答えます。"),
    GlossaryTerm(
      "weight", ja: "重み", ["weight", "ウェイト"],
      "assistant のメッセージに付ける 0 か 1 です。0 のメッセージは文脈として読むだけで、学習しません。",
      here: "set marv#3.messages[2].weight 0 で付けます。show では、メッセージの横に weight 0 と"
        + "出ます。",
      elsewhere: "すべてのサービスが守るわけではありません。Mistral の変換ツールは何も言わずに捨てます。"),
    GlossaryTerm(
      "token", ja: "トークン", ["token", "tokens"],
      "モデルが読み書きする単位で、料金の単位でもあります。一語か、その一部です。",
      here: "tokenize marv#3 --show で一つ一つを見られます。o200k_base と cl100k_base は正確に数え、"
        + "~ の付いた数は見積もりです。",
      elsewhere: "語彙はモデルの系列ごとに違います。サンドボックスのモデルも独自の語彙を持ちます。"),
    GlossaryTerm(
      "context length", ja: "コンテキスト長",
      ["context length", "context window", "context", "コンテキストウィンドウ", "コンテキスト", "文脈長"],
      "モデルが一度に読めるトークンの上限で、プロンプトと答えを合わせた長さです。",
      here: "モデルの上限より長い例がいくつあるかは、estimate で分かります。",
      elsewhere: "OpenAI は長い例の終わりを切り落とします。すると、学ぶはずの答えも失われます。"),
    GlossaryTerm(
      "validation set", ja: "検証データ",
      [
        "validation set", "validation", "holdout", "検証用データ", "検証セット", "バリデーション",
        "ホールドアウト",
      ],
      "学習には使わず、損失を測るための例です。モデルが学んでいるのか、暗記しているだけなのかが"
        + "分かります。",
      here: "launch marv --validation NAME で指定します。plot は二つの曲線を描きます。"),
    GlossaryTerm(
      "duplicate", ja: "重複", ["duplicate", "duplicates", "重複例"],
      "二度入っている例です。エポックごとに二度数えられます。",
      here: "show marv where duplicate で見てから、drop marv where duplicate で消します。"),
    GlossaryTerm(
      "leak", ja: "データリーク", ["leak", "data leak", "data leakage", "リーク", "データリーケージ"],
      "テスト用の例が、そのまま、またはほとんどそのまま学習用にも入っていることです。テストでは、"
        + "モデルが実力よりも良く見えてしまいます。",
      here: "leaks marv-train marv-test near で見つかります。split marv 75/25 grouped by prompt なら、"
        + "同じ質問は片方に集まります。"),
  ]

  private static let japaneseServices: [GlossaryTerm] = [
    GlossaryTerm(
      "provider", ja: "提供元", ["provider", "providers", "プロバイダー", "プロバイダ"],
      "モデルを学習させ、たいていはネットワークごしに使えるようにするサービスです。",
      here: "provider で、ft が知っている提供元を見られます。launch marv --provider openai はそこで"
        + "学習させ、check marv --for all はそれぞれの規則に照らします。",
      elsewhere: "料金と上限、例に入れてよいものが、それぞれ違います。"),
    GlossaryTerm(
      "sandbox", ja: "サンドボックス", ["sandbox"],
      "ft に入っているサービスです。提供元のすることをこのマシンで行い、小さなモデルを本当に"
        + "学習させます。",
      here: "指定しなければ、サンドボックスを使います。キーもネットワークもいらず、無料です。"
        + "ほかの提供元から戻すには provider use sandbox と入力します。"),
    GlossaryTerm(
      "job", ja: "ジョブ", ["job", "jobs", "学習ジョブ"],
      "データを受け取ってモデルを作るまでの、サービスでの一回の学習です。",
      here: "launch marv as demo で始まり、そのあとは @demo と呼びます。tail @demo で見守り、"
        + "list jobs ですべてのジョブを見られます。",
      elsewhere: "提供元のジョブはまず順番を待ち、このマシンの電源を切っても続きます。"),
  ]

  private static let japaneseTraining: [GlossaryTerm] = [
    GlossaryTerm(
      "fine-tuning", ja: "ファインチューニング", ["fine-tuning", "sft", "微調整", "教師ありファインチューニング"],
      "できあがったモデルを例でもう少し学習させ、例のように答えるようにすることです。",
      here: "launch marv as demo で、サンドボックスの小さなモデルをこのマシンで学習させます。",
      elsewhere: "OpenAI は 2027-01-06 から新しいジョブを受け付けません。データの形式と API は残ります。"),
    GlossaryTerm(
      "epoch", ja: "エポック", ["epoch", "epochs", "n_epochs", "エポック数"],
      "すべての例を一回り学ぶことです。",
      here: "launch marv --epochs 3 で指定し、1 から 50 まで選べます。指定しなければ、サンドボックスは"
        + "小さなデータで 3 から 15 とし、例が少ないほど増やします。",
      elsewhere: "料金は、すべてのエポックのトークンを合わせた量にかかります。"),
    GlossaryTerm(
      "batch size", ja: "バッチサイズ", ["batch size", "batch", "batch_size", "バッチ"],
      "一ステップでまとめて学ぶ例の数です。",
      here: "launch marv --batch-size 4 で指定し、1 から 256 まで選べます。指定しなければ、"
        + "サンドボックスはデータに合わせ、例 500 件ごとに一つ増やします。"),
    GlossaryTerm(
      "step", ja: "ステップ", ["step", "steps", "学習ステップ"],
      "一つのバッチを学び、モデルの数値を一回変えることです。",
      here: "tail では step 33/165 のように出ます。全体の数は、例の数にエポック数を掛け、バッチサイズで"
        + "割ったものです。"),
    GlossaryTerm(
      "learning rate multiplier", ja: "学習率の倍率",
      ["learning rate multiplier", "learning_rate_multiplier", "learning rate", "lr", "学習率"],
      "サービスが決めた学習率に掛ける値で、一ステップでモデルがどれだけ動くかを決めます。",
      here: "launch marv --lr 2 で指定し、指定しなければ 1 です。大きすぎると損失が跳ね上がり、"
        + "小さすぎると何も学びません。",
      elsewhere: "OpenAI 以外のサービスでは、たいてい 1e-5 のように学習率そのものを指定します。"),
    GlossaryTerm(
      "hyperparameter", ja: "ハイパーパラメータ",
      ["hyperparameter", "hyperparameters", "ハイパーパラメーター"],
      "学習の前に決めておく値で、エポック数、バッチサイズ、学習率、ベータなどがあります。",
      here: "指定しなかったものはサービスが決めます。何になったかは list jobs --json で分かります。"),
    GlossaryTerm(
      "seed", ja: "シード", ["seed", "シード値", "乱数シード", "乱数の種"],
      "偶然に任せる選択をすべて固定する数です。",
      here: "データとシードが同じなら、サンドボックスは一ビットも違わないモデルを作ります。",
      elsewhere: "OpenAI では、シードが同じでも結果は似るだけで、同じにはなりません。"),
    GlossaryTerm(
      "DPO", ja: "DPO",
      ["direct preference optimization", "preference", "直接選好最適化", "選好学習", "選好"],
      "直接選好最適化のことです。一つのプロンプトへの二つの答えから、好ましいほうに近づき、もう一方から"
        + "離れるように学習します。",
      here: "例は input、preferred_output、non_preferred_output から成ります。学習の方法は launch が"
        + "データから決め、--method dpo でも指定できます。"
        + "サンドボックスの損失には好ましい答えそのものの損失が足してあるので、log 2 より上から始まります。"),
    GlossaryTerm(
      "beta", ja: "ベータ", ["beta", "β"],
      "DPO で、モデルを元の状態にどれだけ引き止めるかを決めます。小さければ遠くまで、大きければ少しだけ"
        + "動きます。",
      here: "launch pairs --beta 0.5 で指定し、0 より大きく 2 以下です。指定しなければ 0.1 です。"),
    GlossaryTerm(
      "LoRA", ja: "LoRA", ["adapter", "アダプター", "アダプタ", "低ランク適応"],
      "低ランク適応のことです。モデル全体のかわりに、付け足した小さな行列だけを学習させます。",
      here: "サンドボックスのモデルは小さいので、全体を学習させます。",
      elsewhere: "Together や Fireworks、そして手元のマシンで使うツールの多くは、アダプターを"
        + "学習させます。"),
    GlossaryTerm(
      "suffix", ja: "サフィックス", ["suffix", "接尾辞"],
      "ファインチューニングしたモデルの名前に入れ、ほかのモデルと区別するための語です。",
      here: "launch marv --suffix polite で付けます。名前は ft:sandbox-1:local:polite:… と"
        + "なります。",
      elsewhere: "OpenAI では 64 文字までです。"),
  ]

  private static let japaneseResults: [GlossaryTerm] = [
    GlossaryTerm(
      "loss", ja: "損失", ["loss", "training loss", "train_loss", "学習損失", "ロス"],
      "モデルが正解の言葉にどれだけ驚くかを、トークン単位で測った値です。学ぶほど下がり、0 なら"
        + "まったく驚かないということです。",
      here: "plot @demo で描くと、どういう意味かも示します。"),
    GlossaryTerm(
      "accuracy", ja: "正解率", ["accuracy", "token accuracy", "精度", "トークン正解率"],
      "答えのトークンのうち、モデルも一番に選んだはずのものの割合です。",
      here: "plot @demo --accuracy で見られます。"),
    GlossaryTerm(
      "overfitting", ja: "過学習", ["overfitting", "overfit", "過剰適合", "オーバーフィッティング", "丸暗記"],
      "例に共通することではなく、例そのものを丸暗記することです。学習データの損失は下がり、検証データの"
        + "損失は上がります。",
      here: "エポックを減らすか、いろいろな例を増やします。曲線がどこで分かれるかは plot で分かります。"),
    GlossaryTerm(
      "checkpoint", ja: "チェックポイント", ["checkpoint", "checkpoints"],
      "あるステップまで学んだモデルを残したもので、それぞれの名前で使えます。",
      here: "サンドボックスは最後の何エポックかのものを残します。名前は ckpt-step-N で終わります。",
      elsewhere: "OpenAI は最後の三エポックのものを残します。"),
    GlossaryTerm(
      "base model", ja: "ベースモデル", ["base model", "base", "元のモデル"],
      "学習の出発点になるモデルです。",
      here: "--model で別のものを指定しなければ sandbox-1 です。compare @demo sandbox-1 \"…\" は、"
        + "両方に同じことを聞きます。"),
    GlossaryTerm(
      "temperature", ja: "温度", ["temperature"],
      "次のトークンをどれだけ自由に選ぶかを決めます。0 なら最もありそうなものを選び、大きいほど答えが"
        + "変わります。",
      here: "ask @demo \"…\" --temperature 0.7 で指定します。指定しなければ 0 なので、答えを"
        + "くらべられます。"),
  ]
}
