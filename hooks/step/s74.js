// @bun
var Ap="decides in your place",Pp=[{field:"auto",does:"decides in your place",without:!1},{field:"tests.run",does:"decides in your place: no test is run",without:!0,again:!0},{field:"tests.commands",does:"runs in a shell",without:[],again:!0},{field:"codex.missing",does:"decides in your place",without:"ask"}];
export{Ap,Pp};
