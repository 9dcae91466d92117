// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},hr={move:"next",reason:!0,waiver:"overruled"},Ls={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),rs=e("stuck",{again:X,other:Ls,stop:p}),Je=e("bounded",{more:X,again:X,other:Ls,stop:p}),_n=e("stale",{again:X,waive:Ne,stop:p}),On=e("stuck",{again:X,other:Ls,waive:Ne,stop:p}),Rn=e("bounded",{more:X,other:Ls,waive:Ne,stop:p}),uc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,hr,Ls,rs,Je,_n,On,Rn,uc};
