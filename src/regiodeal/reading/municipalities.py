"""The names of the Dutch municipalities, those of today and those that merged in the last ten years."""

NAMES = frozenset(
    name.strip()
    for name in """
's-Gravenhage | 's-Hertogenbosch | Aa en Hunze | Aalburg | Aalsmeer | Aalten | Achtkarspelen | Alblasserdam |
Albrandswaard | Alkmaar | Almelo | Almere | Alphen aan den Rijn | Alphen-Chaam | Altena | Ameland | Amersfoort |
Amstelveen | Amsterdam | Apeldoorn | Appingedam | Arnhem | Assen | Asten | Baarle-Nassau | Baarn | Barendrecht |
Barneveld | Bedum | Beek | Beekdaelen | Beemster | Beesel | Bellingwedde | Berg en Dal | Bergeijk | Bergen |
Bergen op Zoom | Berkelland | Bernheze | Best | Beuningen | Beverwijk | Binnenmaas | Bladel | Blaricum |
Bloemendaal | Bodegraven-Reeuwijk | Boekel | Borger-Odoorn | Borne | Borsele | Boxmeer | Boxtel | Breda |
Brielle | Bronckhorst | Brummen | Brunssum | Bunnik | Bunschoten | Buren | Capelle aan den IJssel | Castricum |
Coevorden | Cranendonck | Cromstrijen | Cuijk | Culemborg | Dalfsen | Dantumadiel | De Bilt | De Fryske Marren |
De Marne | De Ronde Venen | De Wolden | Delft | Delfzijl | Den Bosch | Den Haag | Den Helder | Deurne | Deventer
| Diemen | Dijk en Waard | Dinkelland | Doesburg | Doetinchem | Dongen | Dongeradeel | Dordrecht | Drechterland
| Drimmelen | Dronten | Druten | Duiven | Echt-Susteren | Edam-Volendam | Ede | Eemnes | Eemsdelta | Eemsmond |
Eersel | Eijsden-Margraten | Eindhoven | Elburg | Emmen | Enkhuizen | Enschede | Epe | Ermelo | Etten-Leur |
Ferwerderadiel | Franekeradeel | Geertruidenberg | Geldermalsen | Geldrop-Mierlo | Gemert-Bakel | Gennep |
Giessenlanden | Gilze en Rijen | Goeree-Overflakkee | Goes | Goirle | Gooise Meren | Gorinchem | Gouda | Grave |
Groningen | Grootegast | Gulpen-Wittem | Haaksbergen | Haaren | Haarlem | Haarlemmerliede en Spaarnwoude |
Haarlemmermeer | Halderberge | Hardenberg | Harderwijk | Hardinxveld-Giessendam | Haren | Harlingen | Hattem |
Heemskerk | Heemstede | Heerde | Heerenveen | Heerhugowaard | Heerlen | Heeze-Leende | Heiloo | Hellendoorn |
Hellevoetsluis | Helmond | Hendrik-Ido-Ambacht | Hengelo | Het Bildt | Het Hogeland | Heumen | Heusden |
Hillegom | Hilvarenbeek | Hilversum | Hoeksche Waard | Hof van Twente | Hollands Kroon | Hoogeveen |
Hoogezand-Sappemeer | Hoorn | Horst aan de Maas | Houten | Huizen | Hulst | IJsselstein | Kaag en Braassem |
Kampen | Kapelle | Katwijk | Kerkrade | Koggenland | Kollumerland en Nieuwkruisland | Korendijk | Krimpen aan
den IJssel | Krimpenerwaard | Laarbeek | Land van Cuijk | Landerd | Landgraaf | Landsmeer | Langedijk |
Lansingerland | Laren | Leek | Leerdam | Leeuwarden | Leeuwarderadeel | Leiden | Leiderdorp |
Leidschendam-Voorburg | Lelystad | Leudal | Leusden | Lingewaal | Lingewaard | Lisse | Littenseradiel | Lochem |
Loon op Zand | Lopik | Loppersum | Losser | Maasdriel | Maasgouw | Maashorst | Maassluis | Maastricht | Marum |
Medemblik | Meerssen | Meierijstad | Menameradiel | Menterwolde | Meppel | Middelburg | Midden-Delfland |
Midden-Drenthe | Midden-Groningen | Mill en Sint Hubert | Moerdijk | Molenlanden | Molenwaard | Montferland |
Montfoort | Mook en Middelaar | Neder-Betuwe | Nederweert | Neerijnen | Nieuwegein | Nieuwkoop | Nijkerk |
Nijmegen | Nissewaard | Noardeast-Fryslân | Noord-Beveland | Noordenveld | Noordoostpolder | Noordwijk |
Noordwijkerhout | Nuenen, Gerwen en Nederwetten | Nunspeet | Nuth | Oegstgeest | Oirschot | Oisterwijk | Oldambt
| Oldebroek | Oldenzaal | Olst-Wijhe | Ommen | Onderbanken | Oost Gelre | Oosterhout | Ooststellingwerf |
Oostzaan | Opmeer | Opsterland | Oss | Oud-Beijerland | Oude IJsselstreek | Ouder-Amstel | Oudewater |
Overbetuwe | Papendrecht | Peel en Maas | Pekela | Pijnacker-Nootdorp | Purmerend | Putten | Raalte |
Reimerswaal | Renkum | Renswoude | Reusel-De Mierden | Rheden | Rhenen | Ridderkerk | Rijnwaarden |
Rijssen-Holten | Rijswijk | Roerdalen | Roermond | Roosendaal | Rotterdam | Rozendaal | Rucphen | Schagen |
Scherpenzeel | Schiedam | Schiermonnikoog | Schijndel | Schinnen | Schouwen-Duiveland | Simpelveld | Sint
Anthonis | Sint-Michielsgestel | Sint-Oedenrode | Sittard-Geleen | Sliedrecht | Slochteren | Sluis |
Smallingerland | Soest | Someren | Son en Breugel | Stadskanaal | Staphorst | Stede Broec | Steenbergen |
Steenwijkerland | Stein | Stichtse Vecht | Strijen | Súdwest-Fryslân | Ten Boer | Terneuzen | Terschelling |
Texel | Teylingen | Tholen | Tiel | Tilburg | Tubbergen | Twenterand | Tynaarlo | Tytsjerksteradiel | Uden |
Uitgeest | Uithoorn | Urk | Utrecht | Utrechtse Heuvelrug | Vaals | Valkenburg aan de Geul | Valkenswaard |
Veendam | Veenendaal | Veere | Veghel | Veldhoven | Velsen | Venlo | Venray | Vianen | Vijfheerenlanden |
Vlaardingen | Vlagtwedde | Vlieland | Vlissingen | Voerendaal | Voorne aan Zee | Voorschoten | Voorst | Vught |
Waadhoeke | Waalre | Waalwijk | Waddinxveen | Wageningen | Wassenaar | Waterland | Weert | Weesp | Werkendam |
West Betuwe | West Maas en Waal | Westerkwartier | Westerveld | Westervoort | Westerwolde | Westland |
Weststellingwerf | Westvoorne | Wierden | Wijchen | Wijdemeren | Wijk bij Duurstede | Winsum | Winterswijk |
Woensdrecht | Woerden | Wormerland | Woudenberg | Woudrichem | Zaanstad | Zaltbommel | Zandvoort | Zederik |
Zeewolde | Zeist | Zevenaar | Zoetermeer | Zoeterwoude | Zuidhorn | Zuidplas | Zundert | Zutphen |
Zwartewaterland | Zwijndrecht | Zwolle
""".replace("\n", " ").split("|")
)

# Names that are also plain words, or usual surnames: they count only behind a word such as "in" or "gemeente".
AMBIGUOUS = (
    frozenset(
        [
            "Asten",
            "Beek",
            "Bergen",
            "Best",
            "Borne",
            "Buren",
            "Ede",
            "Epe",
            "Goes",
            "Grave",
            "Haren",
            "Heerde",
            "Hoorn",
            "Houten",
            "Huizen",
            "Hulst",
            "Laren",
            "Leek",
            "Losser",
            "Nuth",
            "Putten",
            "Sluis",
            "Soest",
            "Stein",
            "Tiel",
            "Urk",
            "Veere",
            "Velsen",
            "Voorst",
            "Weert",
            "Zeist",
            "Altena",
            "Waterland",
            "Westland",
            "Maashorst",
            "Marum",
            "Born",
            "Utrecht",
            "Groningen",
            "Leiden",
            "Breda",
            "Emmen",
            "Almelo",
            "Zwolle",
            "Arnhem",
            "Duiven",
            "Someren",
            "Deurne",
            "Druten",
            "Vianen",
            "Wierden",
            "Rheden",
            "Kampen",
            "Ommen",
            "Heusden",
            "Drimmelen",
            "Schagen",
            "Wijchen",
        ]
    )
    & NAMES
)
