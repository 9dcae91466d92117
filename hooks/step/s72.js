// @bun
var J={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},wr={move:"next",reason:!0,waiver:"overruled"},Fs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),as=e("stuck",{again:J,other:Fs,stop:p}),Je=e("bounded",{more:J,again:J,other:Fs,stop:p}),On=e("stale",{again:J,waive:Ne,stop:p}),Rn=e("stuck",{again:J,other:Fs,waive:Ne,stop:p}),Tn=e("bounded",{more:J,other:Fs,waive:Ne,stop:p}),lc=e("stuck",{again:J,waive:Ne,stop:p});
export{J,p,ve,Ne,wr,Fs,as,Je,On,Rn,Tn,lc};
