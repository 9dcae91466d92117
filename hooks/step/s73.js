// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},gr={move:"next",reason:!0,waiver:"overruled"},Ws={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),cs=e("stuck",{again:X,other:Ws,stop:p}),Je=e("bounded",{more:X,again:X,other:Ws,stop:p}),On=e("stale",{again:X,waive:Ne,stop:p}),Rn=e("stuck",{again:X,other:Ws,waive:Ne,stop:p}),Tn=e("bounded",{more:X,other:Ws,waive:Ne,stop:p}),uc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,gr,Ws,cs,Je,On,Rn,Tn,uc};
