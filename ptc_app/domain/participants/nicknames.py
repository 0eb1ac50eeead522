"""Nicknames and other forms of given names that are common in US English and in Spanish."""

from __future__ import annotations

_FORMS = """
abigail abby abbie gail
abraham abe bram
adela adelaida adelina adele
adriana adrienne adri
agustin augustine augustin agus gus tin
alberto albert al bert beto berto tito
alejandra alexandra alexa alex ale alessandra jandra sandra sandy lexi
alejandro alexander alex ale jano xander sandy alec
alfonso alphonse poncho fonso foncho alonso
alfredo alfred al fred fredo alf feyo
alicia alice licha ali alison
allison alison allie ally
amanda mandy manda
ana anna anne ann anita annie nita hannah hanna
andrea andi andreina
andres andrew andy drew
angel angelito
angela angie angelica angelina angeles
antonia tonia toni tonya tona
antonio anthony tony tonio tono antoine
armando mando
arthur arturo art artie turo
barbara barb barbie babs
beatriz beatrice bea betty bety triz ticha
benjamin ben benny benji mincho
bernardo bernard bernie nardo
brenda bren
brian bryan
calvin cal
camila camilla cami mila
carlos charles charlie chuck carlitos charly carl chas litos
carmen carmela carmelita mela menchu carmelo
carolina caroline carol caro carolyn carrie lina
catalina catherine katherine kathryn kate kathy cathy katie kat cata trina kit kay kitty
cecilia cecily ceci chila
christian cristian chris cris
christopher cristobal chris topher kit tobal
claudia clau
concepcion concha conchita chona connie concetta
constance constanza connie
consuelo chelo connie
cristina christina christine chris tina cris chrissy kristina kristin kristen kirsten
daniel dan danny dani
daniela danielle dani
david dave davey davi
debra deborah deb debbie debora
dolores lola loli dolly lolita
donald don donnie
dorothy dorotea dot dottie dolly dora
edgar ed eddie
eduardo edward ed eddie ted teddy edu lalo ned eddy guayo
edwin ed eddie win
elena helen helena ellen nena lena eleanor leonor nell nellie nelly
elizabeth isabel elisabeth liz lizzie beth betsy betty eliza elisa bess lisa isabella bella chabela
emilia emily emma em emmy
enrique henry hank harry kike quique rique
ernesto ernest ernie neto
esperanza hope espe lancha
esteban stephen steven steve stefan stevie estevan
esther ester essie hester
eugenia eugenie genia gena
eugenio eugene gene geno
eva eve evie evita
evelyn evelin evie lyn
felicia felicitas felisa fela feli
felipe philip phillip phil lipe pipe felo
fernando ferdinand fer nando ferny
florence florencia flor flo florinda flora
frances francisca fran francine fanny franny pancha paca kika paquita francie cisca
francisco francis frank frankie fran paco pancho curro kiko cisco quico franco paquito panchito
franklin frank frankie
frederick federico fred freddy freddie fede rick lico
gabriel gabe gabi gabo
gabriela gabrielle gabby gabi gaby
gerald gerardo jerry gerry gerard lalo
gilbert gilberto gil bert beto
gloria glori
gonzalo gonza chalo
graciela grace gracie chela graciana
gregory gregorio greg gregg goyo
guadalupe lupe lupita pita guada lupillo
guillermo william bill billy will willie willy memo guille liam willem
gustavo gus tavo gustaf
harold harry hal haroldo
hector tito hec
hugo hugh huey
ignacio ignatius nacho iggy
ines agnes agnese inez
irene rena reni
isaac ike isac
isabela isabella isa bella izzy
isidro isidore chilo chidro isidoro
ivan vani
jacqueline jackie jacky jaqueline jacquelyn
jaime james jim jimmy jamie jacobo jacob jake jacques
janet jan jeanette janette
jeffrey geoffrey jeff geoff
jennifer jen jenny jenni jenn
jerome jeronimo geronimo jerry chombo
jessica jess jessie yesica yessica
jesus chuy chucho chus chuyito
joanne joanna joan jo johanna juana juanita jane jean janie juani
joaquin quino joaco quin
jonathan jon jonny nathan yonatan johnathan
jorge george coque yorch georgie koki
jose joseph pepe joe joey chepe pepito jo chema cheo josef giuseppe joselito
josefina josephine pepa fina josie chepina jo josefa
josue joshua josh
juan john johnny jack jon juancho juanito
judith judy judi
julia julie juliana julieta jules yuli
julian jules juliano
julio julius july
karen caren kari
kenneth ken kenny
kevin kev
kimberly kim kimmy
laura laurie lori lauren lala
lawrence laurence lorenzo larry lencho lorry chencho
leonardo leonard leo len lenny nardo
leticia letty leti lety ticha
linda lindy
lorena lore lorraine
lourdes lulu lourdita
lucia lucy luci chia lucille lucila
luis louis lou louie lucho luisito lewis guicho wicho
luisa louise lou lulu luisita louisa
luz lucha lucecita lucita
magdalena magda madeline madeleine lena malena maddie maggie
manuel manny manolo meno lolo manu emmanuel manolito emanuel
manuela manolita manoli mela
marcos mark marcus marc marco
margarita margaret maggie meg peggy marge margie rita greta mago daisy peg maggy
maria mary marie mari maru mariquita molly polly marita cuca
marisol mari sol
martha marta marty martita patty
martin marty tincho
matilde matilda tilda mati tilly tillie
matthew mateo matt matty matias mathew matthias
mauricio maurice mau moe morris
melissa mel missy melisa
mercedes meche merche mercy meches
michael miguel mike mick mickey mikey migue micho mickie michel
michelle mishel shelly micaela mich
monica mona moni
montserrat montse monse
nancy nan nanci
natalia natalie nat naty nata natasha
nathaniel nathan nate nat natanael
nicolas nicholas nick nicky nico colas
nicole nicki nikki nicola nicoletta
norma normita
octavio tavo octavius
olivia livia liv livvy ollie
oscar oskar
pablo paul pol pablito
pamela pam pammy
patricia pat patty patti tricia trish paty pati patsy
patricio patrick pat paddy rick pato
paula pauline paulina pau pola
pedro peter pete perico peyo pedrito pierre
pilar pili piluca
rafael raphael rafa rafi ralph rafita falo
raquel rachel rach rae raque quela
raul ralph rulo raulito
raymond raimundo ramon ray mon moncho mundo
rebecca rebeca becky becca beca
refugio cuca cuco refu
ricardo richard rick ricky dick rich richie rico richi cardo
robert roberto bob bobby rob robbie robby beto bert tito
rodolfo rudolph rudy fito rolfo rodo
rodrigo rodri rod rigo
rogelio roger roy rogerio gelio
rolando roland rolo rollie orlando lando
ronald ron ronnie ronaldo
rosa rose rosie rosita rosy rosalia chayo rosalinda
rosario chayo charo chari
ruben rube rubencito
salvador sal chava salva chavo
samantha sam sammy samanta
samuel sam sammy samu
sandra sandy sandi sondra
santiago diego iago chago santi james
sara sarah sally sadie sarita
sebastian seb bastian sebas chebo
sergio serge checo chejo
silvia sylvia chiva silvi
socorro coco coyo
sofia sophia sophie sofi sofie
soledad chole sole marisol
susana susan sue suzanne susie suzy suzanna susannah sukie
teresa theresa tere terry tess tessa teri tessie tete maite
theodore teodoro ted teddy theo teo doro
thomas tomas tom tommy tomasito
timothy timoteo tim timmy teo
ursula ursi
valentina val vale tina valentine
valeria valerie val vale
vanessa nessa vane vanesa
veronica vero ronnie roni vera
vicente vincent vince vinny chente vinnie vin
victor vic vico vito
victoria vicky vicki viki tori tory toya
virginia ginny gina vicky ginger virgie
walter wally walt gualterio
xavier javier javi xavi javy
ximena jimena xime mena
yolanda yoli yola
zachary zack zach zac zacarias
"""
"""Each line is one name: its formal English and Spanish forms and its nicknames, folded."""

_LINES_OF: dict[str, set[int]] = {}
"""The numbers of the lines a name is in."""

for _number, _line in enumerate(_FORMS.splitlines()):
    for _name in _line.split():
        _LINES_OF.setdefault(_name, set()).add(_number)


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether two folded given names of one word are forms of the same name, as Bill and William.

    Pat is a form of Patricia and of Patricio, but those two are not forms of one name. False for a
    name that is not in the table, also where both are the same.
    """
    return not _LINES_OF.get(one, set()).isdisjoint(_LINES_OF.get(other, ()))
