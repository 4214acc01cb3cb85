"""Small list files written for the tests: invented parties, the forms and traps of the real ones."""

from __future__ import annotations

UN_XML = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-03T00:00:01.000Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME> HAN </FIRST_NAME><SECOND_NAME>SOL-MI</SECOND_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER>
      <LISTED_ON>2016-11-30</LISTED_ON>
      <COMMENTS1>Works for nobody.</COMMENTS1>
      <NAME_ORIGINAL_SCRIPT>한솔미</NAME_ORIGINAL_SCRIPT>
      <DESIGNATION><VALUE>Deputy clerk</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <LAST_DAY_UPDATED><VALUE>2019-05-01</VALUE><VALUE>2017-02-02</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Han So'l-mi; Han Sol Mi (韓率美)</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Sunny</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Han Old</ALIAS_NAME><NOTE>formerly listed as</NOTE></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1964</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1966</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1965-04-02-05:00</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/><NOTE>Nov. 1967</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Sariwon</CITY><COUNTRY>DPRK</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT><NUMBER>990000001</NUMBER><ISSUING_COUNTRY>Democratic People's Republic of Korea</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>990000002</NUMBER><NOTE>MISUSE</NOTE></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
      <SORT_KEY/><SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>QUIET HARBOUR SHIPPING (QHS) ; STILL BAY LINES</FIRST_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.902</REFERENCE_NUMBER>
      <LISTED_ON>2017-06-02</LISTED_ON>
      <COMMENTS1>IMO number: 5999999. SWIFT: QUIEKPPY. Mail to desk@quiet.example.</COMMENTS1>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>"Loud Harbour"</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><CITY>Pyongyang</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""

VESSELS = """\
imo,name,measures,dates,mmsi,call_sign,flag
9074729,Calm Sea (Rough Sea) (Blue Sea),Asset freeze|Port ban,2.3.2016|30.3.2018,445000001,HMXX1,DPRK
Does not exist,PALE MOON 078,Port ban,16.10.2018,,,
"""

SDN = (
    '101,"HAN, Sol Mi","individual","NPWMD] [DPRK2","Clerk",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 02 Apr 1964; alt. DOB circa 1966; nationality Korea, North; Gender Female; Passport '
    "990000001 (Korea, North) issued 01 Jan 2010; a.k.a. 'SUNNY'; Linked To: QUIET HARBOUR "
    'SHIPPING."\r\n'
    '102,"QUIET HARBOUR SHIPPING",-0- ,"DPRK3",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Identification '
    'Number IMO 5999999; Odd Register Number 77-31 (Malta)."\r\n'
    '103,"CALM SEA","vessel","DPRK2",-0- ,"HMXX1","General Cargo","1,200","800","North Korea",-0- ,'
    '"Vessel Registration Identification IMO 9074729; MMSI 445000001; Former Vessel Flag Tuvalu; '
    "f.k.a. 'ROUGH SEA'.\"\r\n"
    '104,"P-999","aircraft","DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Manufacturer\'s '
    'Serial Number (MSN) 12345"\r\n\x1a'
)
ALT = '101,1,"aka","HAN, So\'l-mi",-0- \r\n102,2,"fka","LOUD HARBOUR",-0- \r\n999,3,"aka","NOBODY",-0- \r\n\x1a'
ADD = '101,1,"1 Quiet Street","Pyongyang","Korea, North",-0- \r\n\x1a'
COMMENTS = '102,"; Email Address desk@quiet.example."\r\n\x1a'

OFAC_XML = """\
<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://example.org/exports/XML">
  <publshInformation><Publish_Date>01/08/2026</Publish_Date><Record_Count>1</Record_Count></publshInformation>
  <sdnEntry>
    <uid>201</uid><firstName>Sol Mi</firstName><lastName>HAN</lastName><sdnType>Individual</sdnType>
    <programList><program>NS-PLC</program></programList>
    <akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category><lastName>SUNNY</lastName></aka></akaList>
    <dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>02 Apr 1964</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
    <idList><id><uid>1</uid><idType>Passport</idType><idNumber>990000001</idNumber><idCountry>Korea, North</idCountry></id></idList>
    <novelty>unheard of</novelty>
  </sdnEntry>
</sdnList>
"""

EU_XML = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="1">
  <sanctionEntity designationDate="2016-03-02" designationDetails="" unitedNationId="KPI.901" euReferenceNumber="EU.9001.1" logicalId="9001">
    <remark>A remark</remark>
    <regulation regulationType="regulation" publicationDate="2017-08-31" numberTitle="2017/1509 (OJ L224)" programme="PRK" logicalId="1"><publicationUrl>https://example.org/act</publicationUrl></regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Sol-Mi" middleName="" lastName="Han" wholeName="Sol-Mi Han" gender="F" strong="true" logicalId="2"/>
    <nameAlias wholeName="Sunny" strong="false" logicalId="3"/>
    <citizenship countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF" logicalId="4"/>
    <birthdate circa="true" calendarType="GREGORIAN" birthdate="1964-04-02" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="5"/>
    <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1960" yearRangeTo="1963" logicalId="6"/>
    <identification number="990000001" identificationTypeCode="passport" countryIso2Code="KP" knownFalse="false" logicalId="7"/>
    <identification number="990000009" identificationTypeCode="passport" countryIso2Code="00" knownFalse="true" logicalId="8"/>
    <address city="Pyongyang" countryIso2Code="KP" countryDescription="KOREA" logicalId="9"><contactInfo key="EMAIL" value="han@example.org"/></address>
  </sanctionEntity>
  <sanctionEntity designationDate="2018-10-16" euReferenceNumber="EU.9002.1" logicalId="9002">
    <regulation programme="PRK" publicationDate="2018-10-17" numberTitle="2018/1" logicalId="1"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="CALM SEA" strong="true" logicalId="2" surprise="yes"/>
    <identification number="IMO 9074729" identificationTypeCode="other" countryIso2Code="00" logicalId="3"><remark>IMO number: 9074729</remark></identification>
  </sanctionEntity>
</export>
"""

EU_CSV = (
    "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;"
    "Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;"
    "NameAlias_WholeName;NameAlias_LastName;NameAlias_FirstName;BirthDate_BirthDate;"
    "BirthDate_Day;BirthDate_Month;BirthDate_Year;Identification_Number;Identification_TypeCode;"
    "Identification_KnownFalse;Citizenship_CountryIso2Code;Odd_Column\n"
    "05/08/2026;9001;EU.9001.1;2016-03-02;P;person;PRK;Sol-Mi Han;Han;Sol-Mi;;;;;;;;;\n"
    "05/08/2026;9001;;;P;person;;;;;1964-04-02;;;;;;;;\n"
    "05/08/2026;9001;;;P;person;;;;;;2;4;1966;;;;;\n"
    "05/08/2026;9001;;;P;person;;;;;;;;;990000009;passport;true;KP;x\n"
)

EU_ROWS = """\
celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,previousName,nationality,birthDate,passportNumber,registrationNumber,imoNumber,mmsi,address
39999R0001,1,EU-PRK,I.A,Asset freeze,16.7.2009,Clerk.,Person,Han Sol-mi,Han So'l-mi; Хан Соль Ми,Sunny,,DPRK,2.4.1964,990000001,,,,
39999R0001,1,EU-PRK,I.B,Asset freeze,2.3.2016,,Vessel,Calm Sea (Rough Sea),,,,,,,,9074729,445000001,
39999R0001,7,EU-PRK,II.A,Port ban,30.3.2018,,Vessel,Calm Sea,,,,,,,,9074729,,
39999R0001,8,EU-PRK,II.A,Port ban,30.3.2018,,Vessel,PALE MOON 078,,,,,,,,Does not exist,,
39999R0001,1,EU-PRK,I.C,Asset freeze,2.3.2016,,LegalEntity,Quiet Harbour Shipping f.k.a.: Loud Harbour,,,,,,,5999999,,,Pyongyang
"""

UK_HEADER = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin "
    "script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other "
    "Information,UK Statement of Reasons,Address Line 1,Address Country,Date Designated,D.O.B,"
    "Nationality(/ies),National Identifier number,National Identifier additional information,"
    "Passport number,Passport additional information,IMO number,Current believed flag of ship"
)
UK_CSV = (
    "Report Date: 03-Feb-2026\n"
    + UK_HEADER
    + "\n"
    + "09/04/2025,DPR0901,1,KPI.901,HAN,Sol,Mi,,,,Primary Name,,,한솔미,,Korean,DPRK,Individual,UN,"
    "Asset freeze,Note,,1 Quiet Street,North Korea,30/11/2016,dd/mm/1964,North Korea,,,990000001,"
    "North Korea,,\n"
    + "09/04/2025,DPR0901,1,KPI.901,HAN,So'l,Mi,,,,Primary Name Variation,,,,,,DPRK,Individual,UN,"
    "Asset freeze,Note,,,North Korea,30/11/2016,02/04/1964,North Korea,,,990000002,Forged passport,,\n"
    + "09/04/2025,DPR0901,1,KPI.901,SUNNY,,,,,,Alias,Low quality a.k.a,,,,,DPRK,Individual,UN,"
    "Asset freeze,Note,,,North Korea,30/11/2016,,,,,,,,\n"
    + "09/04/2025,DPR0902,2,,CALM SEA,,,,,,Primary Name,,,,,,DPRK,Ship,UK,Specified,,,,,16/10/2018,"
    ",,,,,,IMO9074729,North Korea\n"
)

UK_RELATIONS = {
    "subjects.csv": "unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,"
    "last_updated\nDPR0901,individual,KPI.901,1,30/11/2016,09/04/2025\nDPR0902,ship,,2,16/10/2018,"
    "09/04/2025\n",
    "subject_names.csv": "name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,name_2,"
    "name_3,name_4,name_5\n0,DPR0901,primary,,Sol Mi HAN,HAN,Sol,Mi,,,\n1,DPR0901,alias,"
    "low_quality_aka,Sunny,Sunny,,,,,\n2,DPR0902,primary,,CALM SEA,CALM SEA,,,,,\n",
    "subject_identifiers.csv": "id,unique_id,ofsi_group_id,raw_value,identifier_type,"
    "additional_info\n1,DPR0901,1,990000001,passport,North Korea\n1,DPR0901,1,990000001,passport,"
    "North Korea\n2,DPR0902,2,IMO9074729,imo,\n",
    "subject_dobs.csv": "dob_id,unique_id,year,month,day,precision,parse_issues\n0,DPR0901,1964,04,"
    "02,exact,\n1,DPR0901,1966,,,year_only,non_numeric_month\n",
    "subject_countries.csv": "id,unique_id,raw_value,country_type,iso,resolution_method,"
    "iso_available\n1,DPR0901,North Korea,nationality,KP,synonym,True\n1,DPR0901,North Korea,"
    "nationality,KP,synonym,True\n",
}

FTM = "\n".join(
    [
        '{"id":"x-1","caption":"Sol-mi Han","schema":"Person","target":true,"datasets":["x_list"],'
        '"last_seen":"2026-02-03T01:00:00","last_change":"2025-01-01T00:00:00","properties":'
        '{"name":["Han Sol Mi","Sol-mi Han"],"alias":["한솔미"],"weakAlias":["Sunny"],'
        '"birthDate":["1964-04-02"],"nationality":["kp"],"passportNumber":["990000001"],'
        '"topics":["sanction"],"madeUp":["?"]}}',
        '{"id":"x-2","caption":"CALM SEA","schema":"Vessel","target":true,"datasets":["x_list"],'
        '"properties":{"name":["CALM SEA"],"imoNumber":["9074729"],"mmsi":["445000001"],'
        '"flag":["kp"],"pastFlags":["tv"]}}',
        '{"id":"x-3","caption":"A relative","schema":"Person","target":false,"datasets":["x_list"],'
        '"properties":{"name":["A Relative"]}}',
        '{"id":"s-1","schema":"Sanction","datasets":["x_list"],"properties":{"entity":["x-1"],'
        '"program":["X-KP"],"listingDate":["2016-11-30"],"unscId":["KPi.901"]}}',
        '{"id":"p-1","schema":"Passport","datasets":["x_list"],"properties":{"holder":["x-1"],'
        '"number":["990000003"],"country":["kp"]}}',
    ]
)

RUSI = (
    '{"entities":[{"id":"v1","schema":"Vessel","properties":{"name":["CALM SEA"],"alias":["ROUGH SEA"],'
    '"imoNumber":["9074729"],"fraudImoNumber":["9176187"],"fraudMmsi":["636000001"],'
    '"fraudFlag":["Liberia"],"fraudAlias":["HONEST TRADER"],"flag":["kp"]}},'
    '{"id":"c1","schema":"Company","properties":{"name":["Quiet Harbour Shipping"],'
    '"idNumber":["IMO: 5999999","no scheme"],"unscId":["KPE.902"]}},'
    '{"id":"d1","schema":"Document","properties":{"title":["A report"]}}],'
    '"edges":[{"schema":"UnknownLink","source":"c1","target":"v1","role":"owner","relationship":""}]}'
)

OWN = """\
ref,name,kind,aliases,weak_aliases,original_script,birth_date,nationality,imo,identifiers,presented_identifiers,programme,listed_on
A1,Sol-mi Han,person,Han Sol Mi; Han So'l-mi,Sunny,한솔미,circa 1964,DPRK,,passport:990000001,passport:990000009,Watch,2026-01-02
,Calm Sea,ship,,,,,,9074729,,imo:9176187,Watch,
,Bad Ship,vessel,,,,,,1234568,,,Watch,
"""
