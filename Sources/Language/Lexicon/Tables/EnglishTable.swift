/// Common English words near a word of the lexicon: never taken for a misspelling of it.
enum EnglishTable {
  static let words: Set<String> = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let text = """
    ball belly belt bill bull cell fell hell sell tell well yell shop shore short shorts score sort door core shot shut sheet spot
    grove grower grocer clover drover glover crust clusters fluster bluster luster duster muster walk talk wall wake wave wait warm
    swap swamp sweep sleep steep sheep wore ware gate gates late rate date fate mate hate grate simmer summer salmon sermon demon
    lemon colon phase phrase chase erase please erect ring sing king wing bring string spring strong thing rings wings acre are
    earth hear heard heart beard board steam team seam stem item stir stick still sting skim slim swim quiet quite guest request
    test rest best west nest pest vest question native naive active nature motive motion nation notion circle circus circuit
    adder ladder adders madder sadder bladder order older elder under hinder tinder cinder cute curl cure core code coder cone cope
    noise nose noisy nosy choice voice poise raise house horse nurse worse error terror mirror horror eror depth death dept debt
    deep seed seek seem seen need weed feed speed steed greed bleed layer player prayer lawyer later paper lower liver lever laser
    step stop steps stops step sept seat state stated estate stale stake stage skate slate plate spate start smart chart state
    round rounds sound pound found bound hound mound wound ground rounded distant instance distaste resistance substance distance
    market marked masked marker parked barked harked secret secrete sacred secrets regret target forget budget widget gadget
    random ransom fandom kingdom volume column volumes value valve value vale vary very wary fairy carry scary story study sturdy
    plan plane plain plant plans play pain pan clan scan span explain explained complain expand expect explore explode express
    compare compete compute complete compose compile complied compare comparable repair prepare prepared stamp stare share shade
    shape shave shame shake spare space spark export expert expect import report resort retort rapport support repeat repent
    reheat retreat refeat defeat create crate grate treat great cream dream break bread trade trace trace tribe trick track train
    brain grain drain main rain pain gain chain again against aging amid aloud about above abode adobe abuse house build builds
    guild guilt built quilt bold child wild mild gold cold hold told sold fold mold list last lost lest lists least lease leave
    leaves heaver heaven seven eleven even event ever never every fever lever river diver driver drive dive five give live love
    move more mores done dose does goes toes rose rise wise wish wash watch witch which hitch pitch ditch catch match batch latch
    patch hatch march merge large barge charge change chance dance fancy lance glance balance balanced finance advance bitcoin bits
    bite kite site cite mite quiz quit suit suite white while whale whole hole hope home come some same sale safe save gave cave
    wave have hive hide side wide ride tide time times tines lines mines wines pines fines nines vines dime lime mime rhyme crime
    prime price prize pride bride slide glide guide guise device advice service serve server nerve verse reverse universe diverse
    inverse invest invert convert convent content consent contest context contact contract contrast control console consul consult
    result results insult assault default fault vault adult cult cut cat bat rat hat mat sat fat car bar far war jar tar scar star
    stars start stair chair hair pair fair air airy fairy dairy diary daily daisy noisy rain ruin rune prune tune tuned june dune
    sample simple simply supply apply apple ample temple couple copies copy cops coins coin join loin lion line link links rink
    sink pink wink think thank tank bank rank sank blank plank flank frank prank crank drank drink brink blink shrink string
    plus plug plum play pray gray grey grab crab cab tab tub tube cube cuba rub hub hug rug bug mug jug dug dog log fog hog jog
    bog boy toy joy soy say way day bay hay may pay ray lay key keys hey they grey prey obey money honey monkey donkey turkey
    pizza stock market weather paris london france capital water coffee flight flights hotel ticket recipe music movie song songs
    poem email mail call phone text book dinner lunch table chair photo video news game football cricket marathon president minister
    country city street house doctor dentist tax taxes salary loan bank account password secretary meeting calendar remind alarm
    translate french german spanish language japan africa mars moon planet rocket dog dogs cat cats horse banana cake bread butter
    apples oranges potato tomato sandwich burger sushi salad wine beer milk sugar salt pepper chicken steak soup rice pasta
    classify cluster clustering regression neural training train trains inference learn earn lean leaning meaning moaning
    pilot plot plots slots slot spots lots dots knots boots roots shoots shoot shout about mount count counts court courts country
    county bounty fountain mountain maintain contain certain curtain captain caption option options action auction caution
    function fiction friction fraction faction section selection election election direction detection deletion delete deleted
    depleted complete repletion relation rotation notation nation ration station statin static statics statistic plastic elastic
    drastic classic classical clinical critical vertical article particle participle principle triple ripple cripple apple
    monitor monster master faster fasten fast vast past paste taste waste haste baste east beast feast least yeast boast coast
    roast toast post posts cost costs host most lost ghost almost utmost inmost mast cast last lasting lesion version vision
    mission passion session lesson lessen listen lister sister mister minister hamster master poster foster roster rooster booster
    error errors arrows rows row low slow flow glow blow know snow show shown shows shower power tower lower flower slower lover
    cover over oven open opens pens pen ten hen men den then them theme these those thesis basis oasis crisis crises prices
    qualify quantify quantity quality equality quarter quarters quantum quorum forum form forms from firm film fill file files
    tile mile smile while pile pine fine find fund fond bond band bind blind blend bend lend send tend mend spend spent sent cent
    center enter entry entity identity density destiny intensity tensity city pity witty width wealth health stealth breadth breath
    method methods mother brother bother other others another father rather gather weather leather feather whether together
    single singer finger linger longer hunger anger danger ranger stranger manger manager messenger passenger engine engines
    engineer imagine machine marine routine genuine medicine magazine deadline airline outline online offline decline incline
    verify very vary versify clarify classify specify notify modify justify satisfy amplify simplify exemplify multiply imply
    explain plains plainly mainly manly many money manor minor miner minus minute minutes virus visit visitor vector victor
    doctor factor factory actor tractor sector rector director editor auditor author autumn column volumes
    damping camping dumping jumping pumping bumping clamping stamping damning dampening happening amplitude altitude attitude
    latitude aptitude gratitude multitude magnitude solitude readout read out red road roads reads ready reading leading
    thermal herbal verbal formal normal mental metal medal model modal modem moral mortal portal postal coastal total
    hidden ridden bidden forbidden golden wooden sudden garden burden warden harden string strings stings sprint print paint point
    pointer pointed painted printed hinted minted tinted letter better butter matter latter later water waiter writer winter
    grid grids grip grim grin grind grand brand bread brad braid afraid complete completely company compiler complex
    coin coins corn horn torn worn born morn barn yarn warn lawn dawn dawned drawn down town gown gown crown brown frown drown
    stable table able cable fable sable noble nobel novel level label lapel laptop tableau plateau bureau
    pauli paul pal pulse purse curse course source sauce force forge gorge george charge surface surfaces service preface
    staple steeple people purple pimple teleport telephone television telescope telegram template templates
    simon salmon demons simons sermon common summon lemon melon felon talon
    bible bobble bubble rubble double trouble couple doubles doubt debut debit credit edit audit exit exist expose except accept
    excel excels excess access success process procure produce product project protect protest prevent present percent recent
    decent descent accent ascent absent agent urgent parent patent patient client silent salient talent latent
    basic basis basin basing raising rising arising facing racing tracing placing pacing spacing speaking taking baking making
    waking walking talking working looking cooking booking hooking picking packing parking marking barking making masking asking
    """
}
