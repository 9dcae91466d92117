// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},fr={move:"next",reason:!0,waiver:"overruled"},Ls={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),rs=e("stuck",{again:X,other:Ls,stop:p}),Xe=e("bounded",{more:X,again:X,other:Ls,stop:p}),Sn=e("stale",{again:X,waive:Ne,stop:p}),_n=e("stuck",{again:X,other:Ls,waive:Ne,stop:p}),On=e("bounded",{more:X,other:Ls,waive:Ne,stop:p}),oc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,fr,Ls,rs,Xe,Sn,_n,On,oc};
