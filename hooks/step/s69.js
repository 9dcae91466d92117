// @bun
var J={move:"again"},p={move:"stop"},Se={move:"next",reason:!0,waiver:"accepted"},Le={move:"next",reason:!0,waiver:"waived"},pr={move:"next",reason:!0,waiver:"overruled"},Fs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),is=e("stuck",{again:J,other:Fs,stop:p}),Xe=e("bounded",{more:J,again:J,other:Fs,stop:p}),Rn=e("stale",{again:J,waive:Le,stop:p}),Tn=e("stuck",{again:J,other:Fs,waive:Le,stop:p}),Pn=e("bounded",{more:J,other:Fs,waive:Le,stop:p}),sc=e("stuck",{again:J,waive:Le,stop:p});
export{J,p,Se,Le,pr,Fs,is,Xe,Rn,Tn,Pn,sc};
