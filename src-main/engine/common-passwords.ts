/** Passwords everybody tries first, and the words most of the others are made of; folded, written by hand. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Refused as they stand: eight characters and more. Runs, repetitions and decorated words are found without them. */
export const commonPasswords = list(`
  1password 11223344 112233445566 1122334455 12121212 12131415 123123123 123123123123 123321123 12341234 1234554321
  123456789a 123456789q 12345678910 1234567891011 123654789 12344321 123abc123 123qweasd 123qweasdzxc 123qwe123qwe
  12qwaszx 13579246 1357924680 135792468 147258369 14725836 147896325 159357258 159753456 1a2b3c4d 1a2b3c4d5e
  1q2w3e4r5t6y7u8i 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qazxsw23edc 19283746 192837465 20002000 20202020 20252025 20262026
  246813579 2468101214 31415926 314159265 3141592653589793 369258147 456789123 741852963 789456123 7894561230 852456852
  87654321a 963852741 987654321a 98765432 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 aa123456 aa12345678 aaa12345 abc12345 abc123456
  abc123abc abcd1234 abcd12345 abcd123456 abcde12345 abcdef123456 abcabcabc access14 adgjmptw administrator1 alpha123
  apple123 asd123456 asdasdasd asdf1234 asdfasdf asdfghjkl1 asdfjkl; asdqwe123 asdzxc123 a123456789 azertyuiop azertyui
  bailey123 baseball1 basketball1 batman123 blahblah blink182 bond007bond bubbles123 buster123 butterfly1 changeme
  changeme1 changeme123 changemenow changeit charlie1 charlie123 cheese123 chelsea1 chocolate1 christian1 computer1
  cookie123 cowboys1 dallas123 daniel123 default1 default123 dragon123 elephant1 enter123 everquest fckgwrhqq2 ferrari1
  football1 football123 freedom1 friends1 fuckyou1 fuckyou123 gfhjkm123 ginger123 g00dpa55 gateway1 guest123 guestguest
  hannah123 hello123 hello1234 hellohello hello12345 helpdesk1 helpdesk123 hockey123 home1234 hunter123 hunter22 hunter2
  iamgroot iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou2 iloveyou3000 iloveme1 imissyou inuyasha internet1 jackass1
  jasmine1 jennifer1 jesus123 jesuschrist jessica1 jordan123 jordan23 joshua123 justin123 killer123 kingkong1 leavemealone
  letmein1 letmein12 letmein123 letmein2 letmeinnow letmeinplease liverpool1 logmein1 lol12345 loveyou1 lovelove
  lovely123 love1234 lucky123 madison1 maggie123 manchester manutd123 marina123 master123 matrix123 maverick1 mercedes1
  michael1 michael123 michelle1 midnight1 mickey123 minecraft1 monkey123 monkey12 monster1 mustang1 mynoob123 mypassword
  mypassword1 mypass123 myspace1 nicole123 nirvana1 nothing1 number1one nopassword nopassword1 ncc1701d ncc1701e
  naruto123 onetwothree openopen opensesame p@ssw0rd p@ssword pa$$w0rd pa55w0rd pa55word pass1234 pass12345 pass123456
  passpass passw0rd passw0rd1 passwd123 password0 password01 password1 password10 password11 password12 password123
  password1234 password12345 password2 password21 password3 password7 password9 password99 passwordpassword passwort
  passwort1 passwort123 patrick1 pepper123 pikachu1 please123 pokemon1 pokemon123 princess1 princess123 purple123
  q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qaz123wsx qazqazqaz qazwsx123 qazwsxedc123 qqww1122 qwaszx12 qwe123456 qwe123qwe
  qwe12345 qweasd123 qweasdzxc qweasdzxc123 qweqweqwe qwer1234 qwer12345 qwert123 qwert1234 qwert12345 qwerty11 qwerty12
  qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyui1 qwertyuiop1 qwertyuiop123 qwertz123 rainbow1
  ranger123 rangers1 robert123 rockyou1 root1234 rootroot rootroot1 samantha1 samsung1 samsung123 scooter1 secret123
  secret1234 secretpassword shadow123 silver123 skywalker1 slipknot1 snoopy123 soccer123 spiderman1 spongebob1 starwars1
  starwars123 steelers1 stellar1 summer123 sunshine1 sunshine12 sunshine123 superman1 superman123 superstar1 sweetie1
  system123 temp1234 temppass temppass1 temporary1 test1234 test12345 test123456 testtest testtest1 testing1 testing123
  testpass testpassword thankyou thankyou1 thebest1 theman123 thomas123 tigger123 tinkerbell1 trustno1 trustnoone tomcat123
  tr0ub4dor&3 turtle123 unknown1 user1234 useruser valentina1 victoria1 wachtwoord wachtwoord1 warcraft1 webmaster1
  welcome01 welcome1 welcome12 welcome123 welcome1234 welcome2 welcome2024 welcome2025 welcome2026 whatever1 whatever123
  whiteboy william1 windows10 windows11 windowsxp winner123 winter123 wonderland xxx12345 yamaha123 yankees1 yellow123
  zaq12wsx zaq1zaq1 zaq1xsw2 zaq1@wsx zxc12345 zxc123456 zxcasdqwe zxcv1234 zxcvbnm1 zxcvbnm123 zzxxccvv zxczxczxc
  doraemon doraemon1 sakurasakura sakura123 himitsu1 himitsu123 pasuwado aishiteru aishiteru1 tokyo123 nihon123 nippon123
  tanaka123 suzuki123 yamada123 taro1234 hanako123 arigatou konnichiwa konnichiha pasuwa-do ぱすわーどぱすわーど
  saranghae saranghae1 saranghaeyo sarang123 sarang1004 a1004a1004 angel1004 1q2w3e4r! qlalfqjsgh qlalfqjsgh1
  dkssud123 dkssudgktpdy rlatnwls dlwldms1 dkagh1234 dkaghdkagh samsung1! korea123 korea1234 hanguk123 seoul123 busan123
`)

/** Too well known to be a secret with digits and signs around them, or two of them together. */
export const commonWords = list(`
  abcd access account adam admin admins administrator administrators alex alexander amanda amber america andrea andrew angel
  angels animal anthony apple apples april arsenal ashley asshole august austin autumn azerty baby bailey banana barney
  baseball basketball batman beautiful berlin bigdog biteme blink blue bond boomer boston brandon buster butterfly
  callcenter camaro canada change changeme changeit charles charlie cheese chelsea chester chicago chicken chocolate
  chris christian cloud coffee company computer consultant contact cookie cookies corporate corvette cowboy cowboys
  crystal dallas daniel database david december default demo demodemo desk desktop diamond doctor dragon dragons
  eagle eagles enter enterprise epson ericsson external falcon family february ferrari finance firewall fish flower
  flowers football forever freedom friday friend friends gandalf george ginger golden goldfish google guest guitar
  hammer hannah happy harley harry heather hello help helpdesk hockey hola home hunter iloveyou internal internet
  intranet iphone jackson january jasmine jennifer jessica jesus john johnson jordan joseph joshua july june justin
  kevin killer king kitty knight ladybug laptop letmein linux liverpool local localhost london love lovely
  lover login logon lucky madison maggie mail mailbox manager manchester march marina marlboro martin master matrix
  matthew maverick melissa mercedes merlin mfa mfadesk michael michelle mickey microsoft midnight minecraft monday
  money monkey monster morgan mother mountain muffin mustang naruto nascar nathan network newpass newpassword newyork
  nicholas nicole nintendo nirvana none nothing november october office online open operator oracle orange otp
  pass passphrase passport passw passwd password passwords passwort patrick peanut pepper peter phoenix pikachu
  player please pokemon police porsche postgres princess printer private project public purple qazwsx qwer qwert qwerty
  qwertz rabbit rachel rainbow ranger rangers raiders recovery reset richard robert rockyou root sales samantha samsung
  samuel saturday school scooter scorpion secret secrets secure secured security september server service shadow silver
  simple sister skywalker slayer smokey snoopy snoopdogg soccer spider spiderman spongebob spring starwars steven
  student summer sunday sunshine super superman superuser support sweet sweetie sysadmin sysop system taylor
  team teacher temp temporary tennis test tester testing testuser thomas thunder thursday tiger tigers tigger trust
  trustno trustnoone tuesday turtle twitter tokyo osaka kyoto seoul busan korea japan nihon nippon sakura tanaka suzuki
  sato yamada takahashi watanabe kimchi hanguk sarang username user users vagrant victoria viking violet virus warrior
  welcome whatever whatap william wilson windows winner winter wizard wordpass work worker workstation yamaha yankees
  yellow zxcvbn zxcvbnm パスワード ぱすわーど 秘密 管理者 ひみつ さくら 비밀번호 암호 관리자 사랑해 사랑해요 안녕하세요
`)
