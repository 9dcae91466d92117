// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},yr={move:"next",reason:!0,waiver:"overruled"},qs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),cs=e("stuck",{again:X,other:qs,stop:p}),Je=e("bounded",{more:X,again:X,other:qs,stop:p}),Tn=e("stale",{again:X,waive:Ne,stop:p}),Pn=e("stuck",{again:X,other:qs,waive:Ne,stop:p}),En=e("bounded",{more:X,other:qs,waive:Ne,stop:p}),gc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,yr,qs,cs,Je,Tn,Pn,En,gc};
