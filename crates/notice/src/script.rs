//! Traditional script read as simplified, character for character, so that every place stays where it was.

use crate::types::{Field, Notice, UnitRef};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Characters of the traditional script that no simplified text has, in order of their codes.
const TRADITIONAL: &str = "\
    丟並亂亞佈佔併來侖侶侷係俠倆倉個們倖倣倫偉側偵偽傑傘備傢傭傳債傷傾僅僇僑僕僥僱價儀億儈儉儘償優儲兇兌\
    兒內兩冊冪凍凜凱別刪則剋剎剛剝創剷劃劇劉劊劍劑勁動務勛勝勞勢勳勵勸勻匯區協卹卻厭厲參叢吳吶呂員唸問啞\
    啟喚喪喫喬單喲嗆嗎嗚嘆嘔嘗嘩嘯噓噴噸噹嚇嚐嚥嚨嚮嚴囂囑囪國圍園圓圖團執堅堯報場塊塗塢塵塹墊墜墮墳墾壇\
    壓壘壞壟壩壯壺壽夠夢夾奧奪奮妝姦姪娛婁婦媽嬌嬰嬸孃孫學孿宮寢實寧審寫寬寵寶將專尋對導屆屍屜屢層屬岡島\
    峽崑崗崙嶄嶺嶼巒巖帥師帳帶幀幟幣幫幹幾庫廁廂廄廈廚廟廠廢廣廬廳弔張強彆彈彌彎彙彥彿後徑從復徹恆恥悅悶\
    悽惡惱愛慄慇態慘慚慣慫慮慶慼慾憂憊憐憑憚憤憫憲憶懇應懲懶懷懸懼懾戀戰戲戶拋挾捨捲掃掄掙掛採揀揚換揮搆\
    損搖搗搶搾摟摯摻撈撐撓撚撢撥撫撲撻撾撿擁擄擇擊擋擔據擠擬擰擱擲擴擺擻擾攆攏攔攙攜攝攣攤攪攬敗敘敵數斂\
    斃斬斷於昇時晉晝暈暢暫曆曉曠曬書會東柵桿條棄棗棟棧棲楊楓業極榮構槍槓槳樁樂樑樓標樞樣樸樹橋機橢橫檔檢\
    檯檸檻櫃櫥櫻欄權欽歎歐歡歲歷歸殘殲殺殼毀毆毬氈氣氫氾汎汙決沒沖況洩洶涼淒淚淨淪淵淺渙減渦測渾湊湧湯準\
    溝溫溼滄滅滌滬滯滲滷滾滿漁漢漣漬漲漸漿潑潔潛潤潰澀澆澗澤澱濁濃濕濘濟濤濫濬濰濱濺濾瀉瀋瀕瀝瀰瀾灑灘灣\
    灤災為烏無煉煙煥煩熒熱熾燄燈燐燒燙營燦燬燭燴燻燼爍爐爛爭爲爺爾牆牽犢犧狀狹狽猙猶獄獅獎獨獰獲獵獸獺獻\
    現琺瑣瑤瑩瑪瑯環瓊甕產畝畢畫異當疇疊痙痠瘋瘍瘓瘡瘧療癒癟癡癢癥癬癱發皚皺盃盜盞盡監盤盧盪眾睏睜瞇瞞瞭\
    矚矯砲硯碩確碼磚礎礙礦礫礬祕祿禍禦禮禱禿稅稈稜種稱穀積穎穢穩穫窩窪窮窯窺竄竅竊競筆筍箇箋節範築篩簍簡\
    簽簾籃籌籐籠籤籬籮籲粵糞糧糰糾紀約紅紉紋納紐純紗紙級紛紡紮細紳紹終絃組絆結絕絛絞絡絢給絨統絲絹綁綏綑\
    經綜綠綢維綱網綴綵綸綻綽綿緊緒緘線緝緞締緣編緩緬緯練緻縛縣縫縮縱縴縷總績繃織繕繞繡繩繪繫繭繳繹繼續纏\
    纓纔纖纜缽罈罰罵罷羅羨義習翹聖聞聯聰聲聳聶職聽聾肅脅脈脣脫脹腎腦腫腳腸膚膠膩膽膿臉臍臘臟臥臨臺與興舉\
    舊艙艦艱艷茲荊莊莖莢華萊萬葉葦葷蒐蒼蓆蓋蓮蔔蔣蔥蔭蕩蕪蕭薊薑薔薦薩藍藝藥藷藹蘆蘇蘊蘋蘭蘿處虛虜號虧蛻\
    蝕蝦蝨蝸螞螢蟬蟲蟻蠅蠍蠟蠱蠶蠻衆術衛衝補裝裡製複褲襖襪襯襲見規覓視親覺覽觀觸訂訃計訊討訓訖託記訛訝訟\
    訣訪設許訴診註証詐評詛詞詠詢詣試詩詫詭話該詳誅誇誌認誕誘語誠誡誣誤誦誨說誰課誹誼調諄談請諒論諜諧諱諷\
    諸諺諾謀謂謄謊謎謗謙講謝謠謬謹譁證譏識譚譜譟譯議譴護譽讀變讒讓讚豈豎豐豔豬貍貓貝貞負財貢貧貨販貪貫責\
    貯貳貴貶買貸費貼貿賀賂賃賄資賈賊賒賓賜賞賠賢賣賤賦質賬賭賴賸賺購賽贅贈贊贍贏贓贖贛趕趙趨跡跼踐踴蹟蹤\
    躊躍軀車軋軌軍軒軟軸較載輓輔輕輛輝輥輩輪輯輸輻輾輿轄轅轉轍轎轟辦辭辮辯農迴這連週進遊運過達違遙遜遞遠\
    適遲遷選遺遼邁還邊邏郵鄉鄒鄧鄭鄰醜醞醫醬釀釁釋釐釘針釣釦釩鈉鈍鈔鈕鈞鈣鈴鈾鉀鉑鉗鉚鉛鉤鉸鉻銀銅銑銘銜\
    銲銳銷銻鋁鋅鋇鋒鋤鋪鋸鋼錄錐錘錠錢錦錨錫錯錳錶鍊鍋鍍鍛鍬鍵鍾鎂鎊鎖鎗鎚鎢鎬鎮鎳鏈鏟鏡鏽鐘鐮鐳鐵鑄鑑鑒\
    鑰鑲鑷鑼鑽鑿長門閃閉開閏閑閒間閘閡閣閥閨閩閱閻闆闊闌闖關闡闢陝陞陣陰陳陸陽隄隊階隕際隨險隱隴隸隻雖雙\
    雛雜雞離難雲電霑霧靈靜鞏韋韌韓韻響頁頂頃項順須頌預頑頒頓頗領頤頭頰頸頹頻顆題額顏願顛類顧顫顯顱風颱颳\
    飄飛飢飯飲飼飽飾餃餅養餌餒餓餘餞餡館餵餽餾饅饑饒饞馬馭馮馱馳馴駁駐駒駕駛駝駭駱駿騁騎騙騰騷騾驅驕驗驚\
    驟驢骯髒體髮鬆鬍鬚鬥鬧鬨鬱魚魯鮑鮮鯉鯨鰓鱉鱗鳥鳳鳴鴉鴕鴛鴦鴨鴻鴿鵑鵝鵬鵲鶴鷗鷹鹵鹹鹼鹽麗麥麵麼黃點黨\
    黴鼕齊齋齒齡齣齧齲龍龐龔龜";
/// The same in simplified script.
const SIMPLIFIED: &str = "\
    丢并乱亚布占并来仑侣局系侠俩仓个们幸仿伦伟侧侦伪杰伞备家佣传债伤倾仅戮侨仆侥雇价仪亿侩俭尽偿优储凶兑\
    儿内两册幂冻凛凯别删则克刹刚剥创铲划剧刘刽剑剂劲动务勋胜劳势勋励劝匀汇区协恤却厌厉参丛吴呐吕员念问哑\
    启唤丧吃乔单哟呛吗呜叹呕尝哗啸嘘喷吨当吓尝咽咙向严嚣嘱囱国围园圆图团执坚尧报场块涂坞尘堑垫坠堕坟垦坛\
    压垒坏垄坝壮壶寿够梦夹奥夺奋妆奸侄娱娄妇妈娇婴婶娘孙学孪宫寝实宁审写宽宠宝将专寻对导届尸屉屡层属冈岛\
    峡昆岗仑崭岭屿峦岩帅师帐带帧帜币帮干几库厕厢厩厦厨庙厂废广庐厅吊张强别弹弥弯汇彦佛后径从复彻恒耻悦闷\
    凄恶恼爱栗殷态惨惭惯怂虑庆戚欲忧惫怜凭惮愤悯宪忆恳应惩懒怀悬惧慑恋战戏户抛挟舍卷扫抡挣挂采拣扬换挥构\
    损摇捣抢榨搂挚掺捞撑挠捻掸拨抚扑挞挝捡拥掳择击挡担据挤拟拧搁掷扩摆擞扰撵拢拦搀携摄挛摊搅揽败叙敌数敛\
    毙斩断于升时晋昼晕畅暂历晓旷晒书会东栅杆条弃枣栋栈栖杨枫业极荣构枪杠桨桩乐梁楼标枢样朴树桥机椭横档检\
    台柠槛柜橱樱栏权钦叹欧欢岁历归残歼杀壳毁殴球毡气氢泛泛污决没冲况泄汹凉凄泪净沦渊浅涣减涡测浑凑涌汤准\
    沟温湿沧灭涤沪滞渗卤滚满渔汉涟渍涨渐浆泼洁潜润溃涩浇涧泽淀浊浓湿泞济涛滥浚潍滨溅滤泻沈濒沥弥澜洒滩湾\
    滦灾为乌无炼烟焕烦荧热炽焰灯磷烧烫营灿毁烛烩熏烬烁炉烂争为爷尔墙牵犊牺状狭狈狰犹狱狮奖独狞获猎兽獭献\
    现珐琐瑶莹玛琅环琼瓮产亩毕画异当畴叠痉酸疯疡痪疮疟疗愈瘪痴痒症癣瘫发皑皱杯盗盏尽监盘卢荡众困睁眯瞒了\
    瞩矫炮砚硕确码砖础碍矿砾矾秘禄祸御礼祷秃税秆棱种称谷积颖秽稳获窝洼穷窑窥窜窍窃竞笔笋个笺节范筑筛篓简\
    签帘篮筹藤笼签篱箩吁粤粪粮团纠纪约红纫纹纳纽纯纱纸级纷纺扎细绅绍终弦组绊结绝绦绞络绚给绒统丝绢绑绥捆\
    经综绿绸维纲网缀彩纶绽绰绵紧绪缄线缉缎缔缘编缓缅纬练致缚县缝缩纵纤缕总绩绷织缮绕绣绳绘系茧缴绎继续缠\
    缨才纤缆钵坛罚骂罢罗羡义习翘圣闻联聪声耸聂职听聋肃胁脉唇脱胀肾脑肿脚肠肤胶腻胆脓脸脐腊脏卧临台与兴举\
    旧舱舰艰艳兹荆庄茎荚华莱万叶苇荤搜苍席盖莲卜蒋葱荫荡芜萧蓟姜蔷荐萨蓝艺药薯蔼芦苏蕴苹兰萝处虚虏号亏蜕\
    蚀虾虱蜗蚂萤蝉虫蚁蝇蝎蜡蛊蚕蛮众术卫冲补装里制复裤袄袜衬袭见规觅视亲觉览观触订讣计讯讨训讫托记讹讶讼\
    诀访设许诉诊注证诈评诅词咏询诣试诗诧诡话该详诛夸志认诞诱语诚诫诬误诵诲说谁课诽谊调谆谈请谅论谍谐讳讽\
    诸谚诺谋谓誊谎谜谤谦讲谢谣谬谨哗证讥识谭谱噪译议谴护誉读变谗让赞岂竖丰艳猪狸猫贝贞负财贡贫货贩贪贯责\
    贮贰贵贬买贷费贴贸贺赂赁贿资贾贼赊宾赐赏赔贤卖贱赋质账赌赖剩赚购赛赘赠赞赡赢赃赎赣赶赵趋迹局践踊迹踪\
    踌跃躯车轧轨军轩软轴较载挽辅轻辆辉辊辈轮辑输辐辗舆辖辕转辙轿轰办辞辫辩农回这连周进游运过达违遥逊递远\
    适迟迁选遗辽迈还边逻邮乡邹邓郑邻丑酝医酱酿衅释厘钉针钓扣钒钠钝钞钮钧钙铃铀钾铂钳铆铅钩铰铬银铜铣铭衔\
    焊锐销锑铝锌钡锋锄铺锯钢录锥锤锭钱锦锚锡错锰表炼锅镀锻锹键钟镁镑锁枪锤钨镐镇镍链铲镜锈钟镰镭铁铸鉴鉴\
    钥镶镊锣钻凿长门闪闭开闰闲闲间闸阂阁阀闺闽阅阎板阔阑闯关阐辟陕升阵阴陈陆阳堤队阶陨际随险隐陇隶只虽双\
    雏杂鸡离难云电沾雾灵静巩韦韧韩韵响页顶顷项顺须颂预顽颁顿颇领颐头颊颈颓频颗题额颜愿颠类顾颤显颅风台刮\
    飘飞饥饭饮饲饱饰饺饼养饵馁饿余饯馅馆喂馈馏馒饥饶馋马驭冯驮驰驯驳驻驹驾驶驼骇骆骏骋骑骗腾骚骡驱骄验惊\
    骤驴肮脏体发松胡须斗闹哄郁鱼鲁鲍鲜鲤鲸鳃鳖鳞鸟凤鸣鸦鸵鸳鸯鸭鸿鸽鹃鹅鹏鹊鹤鸥鹰卤咸碱盐丽麦面么黄点党\
    霉冬齐斋齿龄出啮龋龙庞龚龟";

/// For each character from U+4E00 on, what to read instead.
static TABLE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let mut table = vec![None; 0x5200];
    for (traditional, simplified) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()) {
        if let Some(entry) = place(traditional).and_then(|at| table.get_mut(at)) {
            *entry = Some(simplified);
        }
    }
    table
});

fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(0x4E00)?).ok()
}

fn simple(c: char) -> Option<char> {
    *TABLE.get(place(c)?)?
}

/// The text in simplified script; borrowed where it is that already. Both have the same places: every such character
/// has three bytes.
pub(crate) fn simplified(text: &str) -> Cow<'_, str> {
    let Some(first) = text.char_indices().find(|(_, c)| simple(*c).is_some()).map(|(at, _)| at) else {
        return Cow::Borrowed(text);
    };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    plain.extend(text[first..].chars().map(|c| simple(c).unwrap_or(c)));
    Cow::Owned(plain)
}

/// Puts names and titles back as they are written.
pub(crate) fn restore(notice: &mut Notice, text: &str) {
    let name = |unit: &mut UnitRef| text[unit.span.clone()].clone_into(&mut unit.name);
    notice.clauses.iter_mut().flat_map(|clause| &mut clause.units).for_each(name);
    notice.requirements.iter_mut().flat_map(|requirement| &mut requirement.units).for_each(name);
    notice.duties.iter_mut().flat_map(|duty| &mut duty.units).for_each(name);
    let head = &mut notice.head;
    let joined = [&mut head.doc_number, &mut head.title].into_iter().flatten();
    let parts = [&mut head.issuer, &mut head.signature, &mut head.copies_to].into_iter().flatten();
    let lists = head.addressees.iter_mut().chain(&mut head.attachments);
    for field in joined.chain(parts).chain(lists) {
        field.value = written(field, text);
    }
}

/// A value over several lines is joined.
fn written(field: &Field<String>, text: &str) -> String {
    text[field.span.clone()].split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn traditional_script_is_read_and_names_stay_as_written() {
        let text = "濱海區安委會\n關於2023年火災防控工作的通知\n\n各街道辦事處：\n\n一、目標\n1．應急辦：隱患整改率達95%以上，不發生較大火災。\n";
        let notice = crate::parse(text);
        let kinds: Vec<_> = notice.requirements.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [crate::Kind::Ratio, crate::Kind::Zero]);
        assert_eq!(notice.requirements[0].units[0].name, "應急辦");
        assert_eq!(
            notice.head.title.map(|t| t.value).as_deref(),
            Some("濱海區安委會關於2023年火災防控工作的通知")
        );
    }

    #[test]
    fn a_simplified_text_is_not_copied() {
        assert!(matches!(simplified("隐患整改率达95%以上，后续、里程、干部"), Cow::Borrowed(_)));
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
    }

    proptest! {
        #[test]
        fn places_stay_where_they_were(text in "[a-z達發區於一-龥𠅤\n]{0,80}") {
            let plain = simplified(&text);
            prop_assert_eq!(plain.len(), text.len());
            prop_assert!(text.char_indices().map(|(at, _)| at).eq(plain.char_indices().map(|(at, _)| at)));
        }
    }
}
