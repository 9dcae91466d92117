// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},gr={move:"next",reason:!0,waiver:"overruled"},Fs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),as=e("stuck",{again:X,other:Fs,stop:p}),Je=e("bounded",{more:X,again:X,other:Fs,stop:p}),On=e("stale",{again:X,waive:Ne,stop:p}),Rn=e("stuck",{again:X,other:Fs,waive:Ne,stop:p}),Tn=e("bounded",{more:X,other:Fs,waive:Ne,stop:p}),mc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,gr,Fs,as,Je,On,Rn,Tn,mc};
