// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Fe={move:"next",reason:!0,waiver:"waived"},gr={move:"next",reason:!0,waiver:"overruled"},Ws={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),cs=e("stuck",{again:X,other:Ws,stop:p}),Je=e("bounded",{more:X,again:X,other:Ws,stop:p}),Tn=e("stale",{again:X,waive:Fe,stop:p}),Pn=e("stuck",{again:X,other:Ws,waive:Fe,stop:p}),En=e("bounded",{more:X,other:Ws,waive:Fe,stop:p}),gc=e("stuck",{again:X,waive:Fe,stop:p});
export{X,p,ve,Fe,gr,Ws,cs,Je,Tn,Pn,En,gc};
