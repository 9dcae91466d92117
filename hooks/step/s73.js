// @bun
var J={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},gr={move:"next",reason:!0,waiver:"overruled"},Ns={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),is=e("stuck",{again:J,other:Ns,stop:p}),Je=e("bounded",{more:J,again:J,other:Ns,stop:p}),_n=e("stale",{again:J,waive:Ne,stop:p}),On=e("stuck",{again:J,other:Ns,waive:Ne,stop:p}),Rn=e("bounded",{more:J,other:Ns,waive:Ne,stop:p}),cc=e("stuck",{again:J,waive:Ne,stop:p});
export{J,p,ve,Ne,gr,Ns,is,Je,_n,On,Rn,cc};
