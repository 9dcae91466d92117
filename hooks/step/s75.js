// @bun
var Pp="decides in your place",Cp=[{field:"auto",does:"decides in your place",without:!1},{field:"tests.run",does:"decides in your place: no test is run",without:!0,again:!0},{field:"tests.commands",does:"runs in a shell",without:[],again:!0},{field:"codex.missing",does:"decides in your place",without:"ask"}];
export{Pp,Cp};
