/// Common English words near a word of the lexicon: never taken for a misspelling of it.
enum EnglishTable {
  static let words: Set<String> = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let text = """
    flying flown floating flat flats world worlds word words wording filling fitting feeding folding running ringing
    rolling ruling riding writing waiting wanting washing wearing winning drying dying laying lying lining linking
    loading looming losing meeting melting mixing moving naming nearing opening parting passing paying pulling pushing
    reaching resting rowing saying selling singing sitting sleeping standing staying stopping taxing telling turning
    able abode about above absent abuse accent accept access account acre action active actor adder adders adobe
    adult advance advice afraid africa again against agent aging air airline airy alarm almost aloud altitude amid
    ample amplify amplitude anger another apple apples apply aptitude are arising arrows article ascent asking
    assault attitude auction audit auditor author autumn baking balance balanced ball banana band bank bar barge
    barked barking barn basic basin basing basis baste bat batch bay beard beast beer belly belt bend best better
    bible bidden bill bind bitcoin bite bits bladder blank bleed blend blind blink blow bluster board boast bobble
    bog bold bond book booking booster boots born bother bound bounty boy brad braid brain brand bread breadth break
    breath bride bring brink brother brown bubble budget bug build builds built bull bumping burden bureau burger
    butter cab cable cake calendar call camping capital captain caption car carry cast cat catch cats caution cave
    cell cent center certain chain chair chance change charge chart chase chicken child choice cinder circle circuit
    circus cite city clamping clan clarify classic classical classify client clinical clover cluster clustering
    clusters coast coastal code coder coffee coin coins cold colon column come common company comparable compare
    compete compile compiler complain complete completely complex complied compose compute cone consent console
    consul consult contact contain content contest context contract contrast control convent convert cooking cope
    copies cops copy core corn cost costs count country counts county couple course court courts cover crab crank
    crate cream create credit cricket crime cripple crises crisis critical crown crust cuba cube cult cure curl
    curse curtain cut cute daily dairy daisy damning dampening damping dance danger date dawn dawned day deadline
    death debit debt debut decent decline deep default defeat delete deleted deletion demon demons den density
    dentist depleted dept depth descent destiny detection device diary dime dinner direction director distance
    distant distaste ditch dive diver diverse doctor does dog dogs done donkey door dose dots double doubles doubt
    down drain drank drastic drawn dream drink drive driver drover drown dug dumping dune duster earn earth east
    edit editor elastic elder election eleven email engine engineer engines enter entity entry equality erase erect
    eror error errors estate even event ever every excel excels except excess exemplify exist exit expand expect
    expert explain explained explode explore export expose express fable facing faction factor factory fair fairy
    fancy fandom far fast fasten faster fat fate father fault feast feather feed fell felon fever fiction file files
    fill film finance find fine fines finger firm five flank flight flights flow flower fluster fog fold fond
    football forbidden force forge forget form formal forms forum foster found fountain fraction france frank french
    friction from frown function fund gadget gain game garden gate gates gather gave genuine george german ghost
    give glance glide glover glow goes gold golden gorge gown grab grain grand grate gratitude gray great greed grey
    grid grids grim grin grind grip grocer ground grove grower guest guide guild guilt guise hair hamster happening
    harden harked haste hat hatch hate have hay health hear heard heart heaven heaver hell hen herbal hey hidden
    hide hinder hinted hitch hive hog hold hole home honey hooking hope horn horror horse host hotel hound house hub
    hug hunger identity imagine imply import incline inference inmost instance insult intensity inverse invert
    invest item japan jar jog join joy jug jumping june justify key keys king kingdom kite knots know label ladder
    lance language lapel laptop large laser last lasting latch late latent later latitude latter lawn lawyer lay
    layer leading lean leaning learn lease least leather leave leaves lemon lend lesion lessen lesson lest letter
    level lever lime line lines linger link links lion list listen lister lists live liver loan log loin london
    longer looking lost lots love lover low lower lunch luster machine madder magazine magnitude mail main mainly
    maintain making manager manger manly manor many marathon march marine marked marker market marking mars masked
    masking mast master mat match mate matter may meaning medal medicine meeting melon men mend mental merge
    messenger metal method methods mild mile milk mime miner mines minister minor minted minus minute minutes mirror
    mission mister mite moaning modal model modem modify mold money monitor monkey monster moon moral more mores
    morn mortal most mother motion motive mound mount mountain move movie mug multiply multitude music muster naive
    nation native nature need nerve nest neural never news nines nobel noble noise noisy normal nose nosy notation
    notify notion novel nurse oasis obey offline older online open opens option options oranges order other others
    out outline oven over pacing packing pain paint painted pair pal pan paper parent paris parked parking
    participle particle passenger passion password past pasta paste patch patent patient paul pauli pay pen pens
    people pepper percent pest phase phone photo phrase picking pile pilot pimple pine pines pink pitch pity pizza
    placing plain plainly plains plan plane planet plank plans plant plastic plate plateau play player please plot
    plots plug plum plus poem point pointed pointer poise portal post postal poster posts potato pound power prank
    pray prayer preface prepare prepared present president prevent prey price prices pride prime principle print
    printed prize process procure produce product project protect protest prune pulse pumping purple purse qualify
    quality quantify quantity quantum quarter quarters question quiet quilt quit quite quiz quorum racing rain raise
    raising random ranger rank ransom rapport rat rate rather ration ray read reading readout reads ready recent
    recipe rector red refeat regression regret reheat relation remind repair repeat repent repletion report request
    resistance resort rest result results retort retreat reverse rhyme rice ridden ride ring rings rink ripple rise
    rising river road roads roast rocket rooster roots rose roster rotation round rounded rounds routine row rows
    rub rubble rug ruin rune sable sacred sadder safe salad salary sale salient salmon salt same sample sandwich
    sank sat satisfy sauce save say scan scar scary score seam seat secret secretary secrete secrets section sector
    seed seek seem seen selection sell send sent sept sermon serve server service session seven shade shake shame
    shape share shave sheep sheet shoot shoots shop shore short shorts shot shout show shower shown shows shrink
    shut side silent simmer simon simons simple simplify simply sing singer single sink sister site skate skim slate
    sleep slide slim slot slots slow slower smart smile snow sold solitude some song songs sort sound soup source
    soy space spacing span spanish spare spark spate speaking specify speed spend spent spot spots spring sprint
    stable stage stair stake stale stamp stamping staple star stare stars start state stated static statics statin
    station statistic steak stealth steam steed steep steeple stem step steps stick still sting stings stir stock
    stop stops story stranger street string strings strong study sturdy substance success sudden sugar suit suite
    summer summon supply support surface surfaces sushi swamp swap sweep swim tab table tableau taking talent talk
    talking talon tank tar target taste tax taxes team telegram telephone teleport telescope television tell
    template templates temple ten tend tensity terror test text thank them theme then thermal these thesis they
    thing think those ticket tide tile time times tinder tines tinted toast toes together told tomato torn total
    tower town toy trace tracing track tractor trade train training trains translate treat tribe trick triple
    trouble tub tube tune tuned turkey under universe urgent utmost vale value valve vary vast vault vector verbal
    verify verse versify version vertical very vest victor video vines virus vision visit visitor voice volume
    volumes wait waiter wake waking walk walking wall war warden ware warm warn wary wash waste watch water wave way
    wealth weather weed well west whale whether which while white whole wide widget width wild wine wines wing wings
    wink winter wise wish witch witty wooden wore working worn worse wound writer yarn yeast yell
    """
}
